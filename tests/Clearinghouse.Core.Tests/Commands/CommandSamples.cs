using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Volatilities;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Commands;

/// <summary>One command of each type, for the golden strings.</summary>
internal static class CommandSamples
{
    internal static readonly Deposit Deposit = new(Header("d-1", 7, "alice"), Pool, A("1000.5"));

    internal static readonly Withdraw Withdraw = new(Header("w-1", 8, "alice"), A("0.0000000000000001"));

    internal static readonly ConfigureMarket Configure = new(Header("m-1"), Pool, new MarketParameters());

    internal static readonly ListContract List = new(Header("l-1", 2), Terms.Perpetual());

    internal static readonly ListContract ListOption = new(Header("l-2", 3), Terms.Option(OptionRight.Put, "90000.5", "btc-p"));

    internal static readonly ReportPrices Report = new(Header("r-1", 4), Start.AddMilliseconds(1500), P("100"), [new ContractMark(Call, P("7.25"))]);

    internal static readonly ReportOracle ReportOracle = new(Header("o-1", 12, "oracle-1"), Start.AddMilliseconds(1500), P("100.5"), R("0.99"));

    internal static readonly ConfigureMarket ConfigureOracles = new(Header("m-2", 13), Pool, new MarketParameters
    {
        Oracles = new()
        {
            Sources = [new(Core.Identifiers.PrincipalId.Create("oracle-1"), R("1")), new(Core.Identifiers.PrincipalId.Create("oracle-2"), R("0.5"))],
            Quorum = 2,
        },
    });

    internal static readonly ReportQuotes Quotes = new(Header("q-1", 14), Start.AddMilliseconds(1500), Venue, [new ContractQuote(Perp, P("99.5"), null)]);

    internal static readonly ConfigureMarket ConfigureMarks = new(Header("m-3", 15), Pool, new MarketParameters { Marks = new(), Funding = new() });

    internal static readonly ConfigureCollateral ConfigureCollateral = new(Header("k-1", 16), new CollateralPolicy
    {
        Assets = [new() { Asset = Core.Identifiers.AssetId.Create("usdc"), Market = Btc, AverageDailyVolume = A("5000000"), ValueCap = A("1000000"), Peg = P("1") }],
        AccountCap = A("2000000"),
    });

    internal static readonly DepositCollateral DepositCollateral = new(Header("dc-1", 17, "alice"), Pool, Core.Identifiers.AssetId.Create("usdc"), Q("2.5"));

    internal static readonly WithdrawCollateral WithdrawCollateral = new(Header("wc-1", 18, "alice"), Core.Identifiers.AssetId.Create("usdc"), Q("0.5"));

    internal static readonly ReportSurface Surface = new(Header("vs-1", 19), Start, new VolatilitySurface([new(Terms.Expiry, [new(P("90"), R("0.7")), new(P("110"), R("0.65"))])]));

    internal static readonly SetBreaker SetBreaker = new(Header("b-1", 20), BreakerLevel.Halted, "the index is wrong", Start.AddHours(1));

    internal static readonly ConfigureMarket ConfigureBreaker = new(Header("m-4", 21), Pool, new MarketParameters { Breaker = new() });

    internal static readonly AnnounceParameters Announce = new(Header("a-1", 22, "forecasts"), new ForecastLinks
    {
        ModelVersion = "log-har-x-pooled/6454a219868f",
        AsOf = Start,
        ForecastVolatility = R("0.03"),
        PeakVolatility = R("0.035"),
        LongRunVolatility = R("0.04"),
        BlendedVolatility = R("0.038"),
        FlooredVolatility = R("0.038"),
        BufferedVolatility = R("0.0475"),
        PostedVolatility = R("0.048"),
        QuantileLong = R("2.4"),
        QuantileShort = R("2.1"),
        MarginLong = R("0.109"),
        MarginShort = R("0.106"),
    });

    internal static readonly OverrideParameters Override = new(Header("o-1", 23), "an exchange failed", R("0.2"), null, Start.AddDays(2));

    internal static readonly ConfigureMarket ConfigureAdaptive = new(Header("m-5", 24), Pool, new MarketParameters { Adaptive = new() });

    internal static readonly ClearTrade Trade = new(Venue, Core.Identifiers.TradeId.Create("t-1"), 5, Perp, Alice, Bob, P("100.5"), Q("2.5"));

    internal static readonly AccrueFunding Accrue = new(Header("f-1", 6), Perp, R("-0.0001"));

    internal static readonly ExpireContract Expire = new(Header("e-1", 9), Dated, P("123.45"));

    internal static readonly SettleMarket Settle = new(Header("st-1", 25), "no oracle is left");

    internal static readonly SettleMarket WindDown = new(Header("st-2", 26), "nobody trades it", Start.AddDays(2));

    internal static readonly ConfigureMarket ConfigureSettlement = new(Header("m-6", 27), Pool, new MarketParameters { Settlement = new() });

    internal static readonly AdmitVenue Admit = new(Header("v-1", 10), Venue);

    internal static readonly ContributeFund Contribute = new(Header("c-1", 11), PoolFund.Insurance, A("250"));

    internal static readonly SetMarginTerms SetTerms = new(Header("s-1", 12, "alice"), new MarginTerms(MarginMode.Portfolio, R("5")));

    internal static IReadOnlyList<ICommand> All { get; } =
        [Deposit, Withdraw, Configure, List, ListOption, Report, Trade, Accrue, Expire, Admit, Contribute, SetTerms, ReportOracle, ConfigureOracles, Quotes, ConfigureMarks, ConfigureCollateral, DepositCollateral, WithdrawCollateral, Surface, SetBreaker, ConfigureBreaker, Announce, Override, ConfigureAdaptive, DefaultSamples.Configure, DefaultSamples.Recover, DefaultSamples.ContributeDefaultFund, AuctionSamples.Register, AuctionSamples.Bid, .. InsuranceSamples.Commands, .. FundSamples.Commands, .. LimitSamples.Commands, Settle, WindDown, ConfigureSettlement];
}
