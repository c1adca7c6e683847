using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>The schedule by which the pool's own book gives back what it had to take: a share of it is auctioned again and again.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.UnwindTerms")]
public sealed record UnwindTerms
{
    /// <summary>The time between the beginnings of two auctions. Default an hour; positive.</summary>
    [Id(0)] public int IntervalSeconds { get; init; } = 3_600;

    /// <summary>The share of the book that one auction sells at most. Default a quarter; above 0, at most 1.</summary>
    [Id(1)] public Ratio Share { get; init; } = Ratio.FromPpm(250_000);

    /// <summary>How long an auction runs, from the start concession to the most. Default ten minutes; positive, at most the interval.</summary>
    [Id(2)] public int LengthSeconds { get; init; } = 600;

    /// <summary>The most that is given for it, as a fraction of notional. Default 1 %; from 0 to 1.</summary>
    [Id(3)] public Ratio MaxConcession { get; init; } = Ratio.FromPpm(10_000);

    /// <summary>A book of less notional is sold whole. Default 10,000; not negative.</summary>
    [Id(4)] public Amount WholeBelowNotional { get; init; } = Amount.FromRaw(Amount.One.Raw * 10_000);

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (IntervalSeconds <= 0) return Bad("intervalSeconds", "positive");
        if (!Share.IsPositive || Share > Ratio.One) return Bad("share", "above 0 and at most 1");
        if (LengthSeconds <= 0 || LengthSeconds > IntervalSeconds) return Bad("lengthSeconds", "positive, at most intervalSeconds");
        if (MaxConcession.IsNegative || MaxConcession > Ratio.One) return Bad("maxConcession", "from 0 to 1");
        return WholeBelowNotional.IsNegative ? Bad("wholeBelowNotional", "0 or more") : null;
    }

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = $"unwind.{field}", Limit = limit };
}
