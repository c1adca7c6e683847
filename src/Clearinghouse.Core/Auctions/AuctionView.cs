using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Auctions;

/// <summary>An account on its path, as auctions and liquidations see it at one moment: what it holds, what its margin says, and the pool's terms. Used by one caller at a time.</summary>
/// <param name="ledger">The account.</param>
/// <param name="input">What its margin rests on.</param>
/// <param name="statement">Its margin.</param>
/// <param name="policy">How it is margined.</param>
/// <param name="terms">How the pool deals with defaults.</param>
/// <param name="now">The time.</param>
public sealed class AuctionView(AccountLedger ledger, MarginInput input, MarginStatement statement, IMarginPolicy policy, DefaultTerms terms, DateTimeOffset now)
{
    private LiquidationPlan? _plan;

    /// <summary>The account.</summary>
    public AccountLedger Ledger { get; } = ledger;

    /// <summary>What its margin rests on.</summary>
    public MarginInput Input { get; } = input;

    /// <summary>Its margin.</summary>
    public MarginStatement Statement { get; } = statement;

    /// <summary>How it is margined.</summary>
    public IMarginPolicy Policy { get; } = policy;

    /// <summary>How the pool deals with defaults.</summary>
    public DefaultTerms Terms { get; } = terms;

    /// <summary>The time.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>The terms of this account's auctions; those of the book differ.</summary>
    public AuctionTerms AuctionTerms => (Terms.Policy.Auction, Ledger.Path.IsBook ? Terms.Policy.Unwind : null) switch
    {
        ({ } auction, { } unwind) => auction with { InsolventSeconds = unwind.LengthSeconds, MinBidders = 0, MinNotional = Amount.Zero },
        ({ } auction, _) => auction,
        _ => new AuctionTerms(),
    };

    /// <summary>What has to be restored, and the penalty.</summary>
    public LiquidationTerms Target => Terms.Policy.Liquidation with { Target = Ledger.Path.Risk.Target };

    /// <summary>The penalty on what is sold: that of a liquidation. A defaulter has nothing to pay it with, and the pool's own book has done nothing wrong.</summary>
    public Ratio Penalty => Ledger.Path.Risk.State == AccountRiskState.Liquidating ? Terms.Policy.Liquidation.Penalty : Ratio.Zero;

    /// <summary>What is offered over time, by the numbers as they are; null without positions.</summary>
    public ConcessionPath? Path => Ledger.Path.IsBook && Terms.Policy.Unwind is { } unwind
        ? BookUnwinding.PathOf(Input, AuctionTerms, unwind)
        : ConcessionPath.Of(Input, Statement, AuctionTerms, Penalty);

    /// <summary>The numbers, as events carry them.</summary>
    public RiskReading Reading => RiskReading.Of(Input, Statement, Now);

    /// <summary>The number of the next auction.</summary>
    public long NextAuction => (Ledger.Path.Auction?.Number ?? 0) + 1;

    /// <summary>Markets of open positions at whose marks nothing is to be sold now: the breaker says so, or the price is too old.</summary>
    public ImmutableArray<MarketId> UnreliableMarkets =>
    [
        .. Input.Exposures
            .Where(exposure => !exposure.Position.Quantity.IsZero && (exposure.Snapshot.IsStaleAt(Now) || !exposure.Snapshot.MayLiquidateAt(Now)))
            .Select(exposure => exposure.Market)
            .Distinct(),
    ];

    /// <summary>Since when not every mark is reliable: the time at which the first price became too old, or now.</summary>
    public DateTimeOffset UnreliableSince => Input.Exposures
        .Where(exposure => !exposure.Position.Quantity.IsZero && exposure.Snapshot.IsStaleAt(Now))
        .Select(exposure => exposure.Snapshot.StaleFrom)
        .Append(Now)
        .Min();

    /// <summary>Whether every mark is reliable: a portfolio is sold whole, hedges together, or not at all.</summary>
    public bool IsReliable => UnreliableMarkets.IsEmpty;

    /// <summary>When the auction ends if nothing happens.</summary>
    public DateTimeOffset EndsAt(PortfolioAuction auction, ConcessionPath path)
    {
        ArgumentNullException.ThrowIfNull(auction);
        ArgumentNullException.ThrowIfNull(path);
        return auction.OpenedAt.AddMilliseconds(auction.PausedMs).Add(path.LengthOf(AuctionTerms)).AddSeconds(auction.ExtendedSeconds);
    }

    /// <summary>What closing on the markets would do. Planned when it is first asked for, and once: planning is what a look at an account costs.</summary>
    public LiquidationPlan Plan => _plan ??= LiquidationPlanner.Plan(LiquidationRequest.Of(Input, Policy, Target, Now).Without(Ledger.Path.MarketsFullAt(Now)));

    /// <summary>What the ways out of a liquidation are expected to cost.</summary>
    public WaysOut CompareWays(ConcessionPath path) => Ways = WaysOut.Compare(Input, Policy, path, AuctionTerms, Target, Plan);

    /// <summary>The ways out as they were compared last; null when nobody asked.</summary>
    public WaysOut? Ways { get; private set; }
}
