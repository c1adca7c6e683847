namespace Clearinghouse.Core.Waterfall;

/// <summary>What bears a loss when all funds are used up and assessments called.</summary>
public enum LastResort
{
    /// <summary>The gains of other accounts are cut, all by the same fraction, up to a cap.</summary>
    GainsHaircut = 0,

    /// <summary>The most levered accounts are deleveraged.</summary>
    Deleveraging = 1,
}
