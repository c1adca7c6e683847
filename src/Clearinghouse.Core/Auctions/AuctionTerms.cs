using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>
/// How portfolios are auctioned. The price is Dutch: what a bidder is given for taking positions over at their marks (the <em>concession</em>, a fraction of their notional) grows with time, until somebody takes them.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AuctionTerms")]
public sealed record AuctionTerms
{
    /// <summary>A portfolio of less notional is closed without an auction. Default 1,000; not negative.</summary>
    [Id(0)] public Amount MinNotional { get; init; } = Amount.FromRaw(Amount.One.Raw * 1_000);

    /// <summary>The concession at the start. Default 0.1 %; from 0 to 1.</summary>
    [Id(1)] public Ratio StartConcession { get; init; } = Ratio.FromPpm(1_000);

    /// <summary>How long a solvent account's auction runs at the fast pace. Default a minute; not negative.</summary>
    [Id(2)] public int FastSeconds { get; init; } = 60;

    /// <summary>What part of what the account can pay is offered when the fast pace ends. Default 30 %; from 0 to 1.</summary>
    [Id(3)] public Ratio FastShare { get; init; } = Ratio.FromPpm(300_000);

    /// <summary>How long it takes from there until all that the account can pay is offered. Default five minutes; positive.</summary>
    [Id(4)] public int SlowSeconds { get; init; } = 300;

    /// <summary>How long it takes from there to the reserve, which the pool pays for: the whole of an insolvent account's auction. Default five minutes; positive.</summary>
    [Id(5)] public int InsolventSeconds { get; init; } = 300;

    /// <summary>The reserve, as a multiple of the account's maintenance margin: nobody is ever given more for the whole. Default 1; above 0, at most 10.</summary>
    [Id(6)] public Ratio ReserveMultiple { get; init; } = Ratio.One;

    /// <summary>An auction that comes to its end with fewer bidders is extended. Default 2; not negative.</summary>
    [Id(7)] public int MinBidders { get; init; } = 2;

    /// <summary>By how much. Default two minutes; positive.</summary>
    [Id(8)] public int ExtensionSeconds { get; init; } = 120;

    /// <summary>How often at most. Default 2; from 0 to 100.</summary>
    [Id(9)] public int MaxExtensions { get; init; } = 2;

    /// <summary>The smallest share of a portfolio that a bid may ask for. Default 1 %; above 0, at most 1.</summary>
    [Id(10)] public Ratio MinShare { get; init; } = Ratio.FromPpm(10_000);

    /// <summary>The largest share of a portfolio that one bid may take, so that no single bidder decides the outcome; what is too little to be divided in whole lots may be taken whole. Default all of it; above 0, at most 1.</summary>
    [Id(11)] public Ratio MaxShare { get; init; } = Ratio.One;

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (MinNotional.IsNegative) return Bad("minNotional", "0 or more");
        if (StartConcession.IsNegative || StartConcession > Ratio.One) return Bad("startConcession", "from 0 to 1");
        if (FastSeconds < 0) return Bad("fastSeconds", "0 or more");
        if (FastShare.IsNegative || FastShare > Ratio.One) return Bad("fastShare", "from 0 to 1");
        if (SlowSeconds <= 0) return Bad("slowSeconds", "positive");
        if (InsolventSeconds <= 0) return Bad("insolventSeconds", "positive");
        if (!ReserveMultiple.IsPositive || ReserveMultiple.Ppm > 10 * Ratio.One.Ppm) return Bad("reserveMultiple", "above 0 and at most 10");
        if (MinBidders < 0) return Bad("minBidders", "0 or more");
        if (ExtensionSeconds <= 0) return Bad("extensionSeconds", "positive");
        if (MaxExtensions is < 0 or > 100) return Bad("maxExtensions", "from 0 to 100");
        if (!IsShare(MinShare)) return Bad("minShare", "above 0 and at most 1");
        return IsShare(MaxShare) && MaxShare >= MinShare ? null : Bad("maxShare", "from minShare to 1");
    }

    private static bool IsShare(Ratio share) => share.IsPositive && share <= Ratio.One;

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = $"auction.{field}", Limit = limit };
}
