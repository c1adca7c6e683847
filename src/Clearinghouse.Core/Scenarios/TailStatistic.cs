namespace Clearinghouse.Core.Scenarios;

/// <summary>Which figure of the losses of all past days is the margin.</summary>
public enum TailStatistic
{
    /// <summary>The mean of the worst days beyond the confidence level. Subadditive: a portfolio never needs more than its parts.</summary>
    ExpectedShortfall = 0,

    /// <summary>The loss that is exceeded on the share of days beyond the confidence level.</summary>
    ValueAtRisk = 1,

    /// <summary>The worst day.</summary>
    Worst = 2,
}
