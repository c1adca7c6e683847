using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>How a pool deals with accounts that can't pay: from the margin call to the last layer. A pool without one calls accounts, and does nothing more.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultPolicy")]
public sealed record DefaultPolicy
{
    /// <summary>When an account is called, when it is liquidated, and when it is let go.</summary>
    [Id(0)] public RiskStateTerms States { get; init; } = new();

    /// <summary>How positions are closed. Its target is that of the account's state.</summary>
    [Id(1)] public LiquidationTerms Liquidation { get; init; } = new();

    /// <summary>Who bears what is lost.</summary>
    [Id(2)] public WaterfallTerms Waterfall { get; init; } = WaterfallTerms.Default;

    /// <summary>Who has committed to take positions over, in the order in which they are asked; at most 16. After them comes the pool's own book.</summary>
    [Id(3)] public ImmutableArray<Backstop> Backstops { get => field.IsDefault ? [] : field; init; }

    /// <summary>The firewall: the most that a member of the default fund may lose to defaults of accounts that others brought, as a multiple of what it paid in. Null for none; not negative.</summary>
    [Id(4)] public Ratio? FirewallMultiple { get; init; }

    /// <summary>How portfolios are auctioned before backstops and the pool's own book are asked; null for no auctions.</summary>
    [Id(5)] public AuctionTerms? Auction { get; init; }

    /// <summary>How the pool's own book is unwound, by auctions; null for a book that keeps what it took. Needs <see cref="Auction"/>.</summary>
    [Id(6)] public UnwindTerms? Unwind { get; init; }

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if ((States.Check() ?? Liquidation.Check() ?? Waterfall.Check() ?? Auction?.Check() ?? Unwind?.Check()) is { } refusal) return refusal;
        if (Unwind is not null && Auction is null) return Bad("unwind", "only with auctions");
        if (FirewallMultiple is { IsNegative: true }) return Bad("firewallMultiple", "0 or more");
        if (Backstops.Length > 16) return Bad("backstops", "at most 16");
        if (Backstops.Any(backstop => string.IsNullOrEmpty(backstop.Account.Value) || !backstop.MaxNotional.IsPositive)) return Bad("backstops", "an account, and a positive maximum");
        return Backstops.DistinctBy(backstop => backstop.Account).Count() == Backstops.Length ? null : Bad("backstops", "each account once");
    }

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = limit };
}
