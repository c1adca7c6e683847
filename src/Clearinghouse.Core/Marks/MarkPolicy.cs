using System.Collections.Immutable;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Marks;

/// <summary>
/// How a contract is marked: the median of three opinions (see <see cref="CompositePrice"/>), where that of the book takes recent trades
/// with decay for its last trade, and, but for a tick, never further from the index than a bound. Without an index there is no mark: the last one goes stale.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarkPolicy")]
public sealed record MarkPolicy
{
    /// <summary>Time constant of the average basis, in seconds. Default 150; positive.</summary>
    [Id(0)] public int BasisSeconds { get; init; } = 150;

    /// <summary>Age, in seconds, up to which trades count. Default 60; positive.</summary>
    [Id(1)] public int TradeHorizonSeconds { get; init; } = 60;

    /// <summary>Share of its weight that a trade loses until the horizon, in a straight line. Default 1; from 0 to 1.</summary>
    [Id(2)] public Ratio TradeDecayWeight { get; init; } = Ratio.One;

    /// <summary>Age, in seconds, up to which quotes of venues and prices elsewhere count. Default 30; positive.</summary>
    [Id(3)] public int ExternalMaxAgeSeconds { get; init; } = 30;

    /// <summary>Largest distance of the mark from the index, as a fraction of it. Default 5 %; above 0, below 1.</summary>
    [Id(4)] public Ratio LargestPremium { get; init; } = Ratio.FromPpm(50_000);

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (BasisSeconds <= 0) return Bad("marks.basisSeconds", "positive");
        if (TradeHorizonSeconds <= 0) return Bad("marks.tradeHorizonSeconds", "positive");
        if (TradeDecayWeight.IsNegative || TradeDecayWeight > Ratio.One) return Bad("marks.tradeDecayWeight", "from 0 to 1");
        if (ExternalMaxAgeSeconds <= 0) return Bad("marks.externalMaxAgeSeconds", "positive");
        return !LargestPremium.IsPositive || LargestPremium >= Ratio.One ? Bad("marks.largestPremium", "above 0 and below 1") : null;
    }

    /// <summary>The average basis after an observation; unchanged without an index or without both sides of a book that is not crossed.</summary>
    public BasisAverage Fold(BasisAverage average, MarkObservation observation)
    {
        ArgumentNullException.ThrowIfNull(average);
        ArgumentNullException.ThrowIfNull(observation);
        if (observation.IndexPrice is not { IsPositive: true } indexPrice) return average;
        if (observation.BestBid is not { } bid || observation.BestAsk is not { } ask || bid > ask) return average;

        var index = Rational.From(indexPrice);
        var premium = ((Rational.From(bid) + Rational.From(ask)) / 2 / index) - 1;
        var bound = Rational.From(LargestPremium);
        return average.Observe(observation.At, Rational.Clamp(premium, -bound, bound).ToDouble(), BasisSeconds);
    }

    /// <summary>The mark at an observation, given the average basis (see <see cref="Fold"/>); null without an index.</summary>
    public ContractMarkPrice? MarkOf(BasisAverage average, MarkObservation observation)
    {
        ArgumentNullException.ThrowIfNull(average);
        ArgumentNullException.ThrowIfNull(observation);
        if (observation.IndexPrice is not { IsPositive: true } indexPrice) return null;

        // As a price, so that the binary digits of an average do not push a mark under its tick.
        var index = Rational.From(indexPrice);
        var basisAverage = (index * Rational.FromDouble(average.Premium)).Round<Price>(Rounding.HalfEven);
        var opinions = CompositePrice.Of(
            index,
            Rational.From(basisAverage),
            ExactOf(observation.BestBid),
            ExactOf(observation.BestAsk),
            LastTradeOf(observation),
            ExternalsOf(observation));
        var (price, basis) = Combine(opinions, index);
        var bounded = Rational.Clamp(price, index * (1 - Rational.From(LargestPremium)), index * (1 + Rational.From(LargestPremium)));
        var onTick = Rational.Max(bounded.FloorTo(Rational.From(observation.Tick)), Rational.From(observation.Tick));
        return new() { Price = onTick.Round<Price>(Rounding.HalfEven), Basis = basis, Opinions = opinions, IsBounded = bounded != price };
    }

    private static (Rational Price, MarkBasis Basis) Combine(CompositePrice opinions, Rational index)
    {
        if (opinions is { Book: null, External: null }) return (opinions.Fair.GetValueOrDefault(), MarkBasis.FairOnly);
        if (opinions is { Book: not null, External: not null }) return (opinions.Price.GetValueOrDefault(), MarkBasis.Composite);
        var standingIn = opinions with { Book = opinions.Book ?? index, External = opinions.External ?? index };
        return (standingIn.Price.GetValueOrDefault(), MarkBasis.IndexStandsIn);
    }

    private Rational? LastTradeOf(MarkObservation observation)
    {
        var decay = new TradeDecay(Rational.From(TradeDecayWeight), Rational.One, TradeHorizonSeconds);
        return decay.PriceOf([.. observation.Trades.Select(trade =>
            new AgedTrade(Rational.From(trade.Price), Rational.From(trade.Quantity), AgeOf(trade.At, observation)))]);
    }

    private ImmutableArray<WeightedPrice> ExternalsOf(MarkObservation observation) =>
    [
        .. observation.Externals
            .Where(external => AgeOf(external.ObservedAt, observation) <= ExternalMaxAgeSeconds)
            .Select(external => new WeightedPrice(Rational.From(external.Price), Rational.From(external.Weight))),
    ];

    // What clocks put a little ahead of now is new.
    private static Rational AgeOf(DateTimeOffset at, MarkObservation observation) =>
        Rational.Max(Rational.FromSeconds(observation.At - at), Rational.Zero);

    private static Rational? ExactOf(Price? price) => price is { } known ? Rational.From(known) : null;

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = range };
}
