namespace Clearinghouse.Cli.Acceptance;

/// <summary>How far a number may be off: |actual − expected| ≤ max(absolute, relative × |expected|).</summary>
internal readonly record struct AcceptanceTolerance(ExactNumber Relative, ExactNumber Absolute)
{
    /// <summary>Whether the actual number passes. With a tolerance of zero, whether it is equal as a decimal.</summary>
    internal bool Allows(ExactNumber actual, ExactNumber expected)
    {
        var distance = (actual - expected).Abs;
        return distance <= Absolute || distance <= Relative * expected.Abs;
    }
}
