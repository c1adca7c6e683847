using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding;

/// <summary>A funding rate, and why it is that. Rounded half-even: longs and shorts pay by the same index, so the house gains nothing.</summary>
public sealed record FundingStatement
{
    /// <summary>Fraction of the mark for the period; positive: longs pay shorts. What the funding index is moved by.</summary>
    public required Ratio Rate { get; init; }

    /// <summary>The average premium, as a fraction of the index; null when no time counted.</summary>
    public required Ratio? Premium { get; init; }

    /// <summary>Rate per reference period, before the share of time and the cap; null when no time counted.</summary>
    public required Ratio? ReferenceRate { get; init; }

    /// <summary>The time that counted.</summary>
    public required TimeSpan Counted { get; init; }

    /// <summary>Whether the cap cut the rate.</summary>
    public required bool IsCapped { get; init; }
}
