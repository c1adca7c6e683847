using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Funding;

/// <summary>A funding rate, and why it is that. Rounded half-even: longs and shorts pay by the same index, so the house gains nothing.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundingStatement")]
public sealed record FundingStatement
{
    /// <summary>The end of the period; the next one begins there.</summary>
    [Id(0)] public required DateTimeOffset Until { get; init; }

    /// <summary>Fraction of the mark for the period; positive: longs pay shorts. What the funding index is moved by.</summary>
    [Id(1)] public required Ratio Rate { get; init; }

    /// <summary>The average premium, as a fraction of the index; null when no time counted.</summary>
    [Id(2)] public Ratio? Premium { get; init; }

    /// <summary>Rate per reference period, before the share of time and the cap; null when no time counted.</summary>
    [Id(3)] public Ratio? ReferenceRate { get; init; }

    /// <summary>The time that counted.</summary>
    [Id(4)] public required TimeSpan Counted { get; init; }

    /// <summary>Whether the cap cut the rate.</summary>
    [Id(5)] public required bool IsCapped { get; init; }
}
