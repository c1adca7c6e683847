using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Simulation;

/// <summary>Who and what there is in every simulated pool.</summary>
internal static class Terms
{
    public static readonly PoolId Pool = PoolId.Create("main");

    public static readonly ImmutableArray<MarketId> Markets = [MarketId.Create("BTC"), MarketId.Create("ETH")];

    public static readonly ImmutableArray<AccountId> Accounts = [.. Enumerable.Range(1, 6).Select(i => AccountId.Create($"account-{i}"))];

    public static readonly ImmutableArray<VenueId> Venues = [VenueId.Create("venue-a"), VenueId.Create("venue-b")];

    public static readonly Price FirstPrice = Price.FromInteger(100);

    public static readonly Price Tick = Price.Parse("0.5");

    public static readonly Quantity Lot = Quantity.Parse("0.1");

    /// <summary>A fee rate that seldom divides evenly.</summary>
    public static readonly MarketParameters Parameters = new()
    {
        FeeRate = Ratio.FromPpm(333),
        Risk = new RiskParameters { DepthNotional = Amount.FromInteger(100_000) },
    };

    /// <summary>An account that has committed to take positions over.</summary>
    public static readonly AccountId Backstop = AccountId.Create("backstop");

    /// <summary>Accounts that bid in auctions, at first; none of them has much.</summary>
    public static readonly ImmutableArray<AccountId> Liquidators = [.. Enumerable.Range(1, 3).Select(i => AccountId.Create($"liquidator-{i}"))];

    /// <summary>
    /// How the pool deals with defaults: soon enough that a history sees many. Assessments are small, so that losses reach the accounts that gained, and so are the windows that liquidations share. Of three seeds, one has no auctions, one has them, and one has them and unwinds the pool's own
    /// book, which takes what would be a backstop's.
    /// </summary>
    public static DefaultPolicy DefaultsOf(int seed) => new()
    {
        States = new RiskStateTerms { CallDeadlineSeconds = 90, GraceSeconds = 8, StepIntervalSeconds = 4 },
        Liquidation = new LiquidationTerms { MaxDepthFraction = Ratio.One, MaxStepNotional = Amount.FromInteger(1_000), MaxWindowNotional = Amount.FromInteger(1_500), WindowSeconds = 12 },
        Waterfall = new WaterfallTerms { AssessmentMultiple = Ratio.FromPpm(500_000), LastResort = seed % 2 == 0 ? LastResort.GainsHaircut : LastResort.Deleveraging },
        Backstops = Kind(seed) == 2 ? [] : [new Backstop(Backstop, Amount.FromInteger(2_500))],
        Auction = HasAuctions(seed) ? Auction with { MaxShare = Kind(seed) == 2 ? Ratio.One : Ratio.FromPpm(700_000) } : null,
        Unwind = Kind(seed) == 2 ? new UnwindTerms { IntervalSeconds = 30, Share = Ratio.FromPpm(600_000), LengthSeconds = 20, MaxConcession = Ratio.FromPpm(40_000), WholeBelowNotional = Amount.FromInteger(5_000) } : null,
    };

    /// <summary>Whether portfolios are auctioned.</summary>
    public static bool HasAuctions(int seed) => Kind(seed) > 0;

    /// <summary>The member of the default fund that a liquidator stands for; one in three stands for none.</summary>
    public static VenueId? VenueOf(int liquidator) => liquidator % 3 < Venues.Length ? Venues[liquidator % 3] : null;

    private static AuctionTerms Auction => new()
    {
        MinNotional = Amount.FromInteger(100),
        FastSeconds = 10,
        SlowSeconds = 20,
        InsolventSeconds = 40,
        ExtensionSeconds = 15,
    };

    /// <summary>Every third seed is calm and knows no defaults, so kinds change with every three.</summary>
    private static int Kind(int seed) => seed / 3 % 3;

    /// <summary>A perpetual, a smaller one, and a future that expires on the way.</summary>
    public static ImmutableArray<Contract> ContractsOf(MarketId market, DateTimeOffset expiry) =>
    [
        Perpetual(market, "perp", Quantity.One),
        Perpetual(market, "tenth", Quantity.Parse("0.1")),
        Perpetual(market, "future", Quantity.One) with { Kind = ContractKind.Future, Expiry = expiry },
    ];

    /// <summary>A contract's id.</summary>
    public static ContractId ContractOf(MarketId market, string name) => ContractId.Create($"{market}-{name}");

    private static Contract Perpetual(MarketId market, string name, Quantity multiplier) =>
        new() { Id = ContractOf(market, name), Kind = ContractKind.Perpetual, Multiplier = multiplier, Tick = Tick, Lot = Lot };
}
