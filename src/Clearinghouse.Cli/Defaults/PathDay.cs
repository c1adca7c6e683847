using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Cli.Defaults;

/// <summary>What happened on the path from margin call to the last layer, on a day or in all.</summary>
public sealed record PathDay
{
    /// <summary>A day on which nothing happened.</summary>
    public static PathDay Quiet { get; } = new();

    /// <summary>Liquidations that began.</summary>
    public int Liquidations { get; init; }

    /// <summary>Accounts that left the path with something of their own, from wherever they stood on it.</summary>
    public int Recoveries { get; init; }

    /// <summary>Notional that was closed for accounts at the marks, by who took it over; deleveraging is not in it.</summary>
    public ImmutableSortedDictionary<TakerKind, Amount> Closed { get; init; } = ImmutableSortedDictionary<TakerKind, Amount>.Empty;

    /// <summary>Auctions of accounts' portfolios. What they sold is a part of <see cref="Closed"/>.</summary>
    public AuctionTally Auctions { get; init; } = AuctionTally.None;

    /// <summary>Auctions by which the pool's own book gave back what it had taken over.</summary>
    public AuctionTally Unwinding { get; init; } = AuctionTally.None;

    /// <summary>The part of <see cref="Losses"/> that is the pool's own book's: what it lost on what it took over, each time that all of it was given back.</summary>
    public Amount BookLoss { get; init; }

    /// <summary>Penalties that liquidated accounts paid.</summary>
    public Amount Penalties { get; init; }

    /// <summary>Accounts declared in default.</summary>
    public int Defaults { get; init; }

    /// <summary>Losses by the layer that bears them; what no layer covers is the last.</summary>
    public ImmutableSortedDictionary<WaterfallLayerKind, Amount> Losses { get; init; } = ImmutableSortedDictionary<WaterfallLayerKind, Amount>.Empty;

    /// <summary>All that was closed.</summary>
    public Amount ClosedNotional => Closed.Values.Aggregate(Amount.Zero, (sum, part) => sum + part);

    /// <summary>All losses.</summary>
    public Amount Loss => Losses.Values.Aggregate(Amount.Zero, (sum, part) => sum + part);

    /// <summary>The losses that no layer covers.</summary>
    public Amount Uncovered => LossOf(WaterfallLayerKind.Uncovered);

    /// <summary>The losses that winners bear: gains haircutting, deleveraging and tear-up.</summary>
    public Amount TakenFromWinners => LossOf(WaterfallLayerKind.GainsHaircut) + LossOf(WaterfallLayerKind.Deleveraging) + LossOf(WaterfallLayerKind.TearUp);

    /// <summary>The losses that the pool's funds and its members bear.</summary>
    public Amount BorneByFunds => Loss - TakenFromWinners - Uncovered - LossOf(WaterfallLayerKind.DefaulterCollateral);

    /// <summary>Both together.</summary>
    public static PathDay operator +(PathDay one, PathDay other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new PathDay
        {
            Liquidations = one.Liquidations + other.Liquidations,
            Recoveries = one.Recoveries + other.Recoveries,
            Closed = Sum(one.Closed, other.Closed),
            Auctions = one.Auctions + other.Auctions,
            Unwinding = one.Unwinding + other.Unwinding,
            BookLoss = one.BookLoss + other.BookLoss,
            Penalties = one.Penalties + other.Penalties,
            Defaults = one.Defaults + other.Defaults,
            Losses = Sum(one.Losses, other.Losses),
        };
    }

    /// <summary>What a layer bears.</summary>
    public Amount LossOf(WaterfallLayerKind layer) => Losses.GetValueOrDefault(layer);

    private static ImmutableSortedDictionary<TKey, Amount> Sum<TKey>(ImmutableSortedDictionary<TKey, Amount> one, ImmutableSortedDictionary<TKey, Amount> other)
        where TKey : notnull =>
        other.Aggregate(one, (sum, part) => sum.SetItem(part.Key, sum.GetValueOrDefault(part.Key) + part.Value));
}
