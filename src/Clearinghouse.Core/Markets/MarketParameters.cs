using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Settlements;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Markets;

/// <summary>What governs a market. All rates are fractions in parts per million.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketParameters")]
public sealed record MarketParameters
{
    /// <summary>Initial margin, as a fraction of notional. Default 10 %; above 0, at most 1.</summary>
    [Id(0)] public Ratio InitialMarginRate { get; init; } = Ratio.FromPpm(100_000);

    /// <summary>Maintenance margin, as a fraction of notional. Default 5 %; above 0, at most the initial rate.</summary>
    [Id(1)] public Ratio MaintenanceMarginRate { get; init; } = Ratio.FromPpm(50_000);

    /// <summary>Fee of each side, as a fraction of the trade's value. Default 2 bp; from 0 to 10 %.</summary>
    [Id(2)] public Ratio FeeRate { get; init; } = Ratio.FromPpm(200);

    /// <summary>How far from the mark a trade's price may be, as a fraction of the mark (of the index for options). Default 10 %; above 0.</summary>
    [Id(3)] public Ratio PriceBand { get; init; } = Ratio.FromPpm(100_000);

    /// <summary>Largest position of one owner in one contract, in contracts: the longs of an account, or of all accounts of its group of affiliates together, and likewise the shorts. Default 1,000,000; positive.</summary>
    [Id(4)] public Quantity PositionLimit { get; init; } = Quantity.FromInteger(1_000_000);

    /// <summary>Largest open interest of one contract, in contracts. Default 10,000,000; positive.</summary>
    [Id(5)] public Quantity OpenInterestLimit { get; init; } = Quantity.FromInteger(10_000_000);

    /// <summary>Age at which a price no longer supports new risk. Default 60 s; positive.</summary>
    [Id(6)] public int PriceMaxAgeSeconds { get; init; } = 60;

    /// <summary>Largest absolute funding rate of one accrual. Default 1 %; from 0 to 100 %.</summary>
    [Id(7)] public Ratio FundingRateCap { get; init; } = Ratio.FromPpm(10_000);

    /// <summary>What margin beyond the rates above needs to know; null for <see cref="RiskParameters.Default"/>.</summary>
    [Id(8)] public RiskParameters? Risk { get; init; }

    /// <summary>How reports of several sources become the index price. Default null: only the operator's own price reports are taken.</summary>
    [Id(9)] public OraclePolicy? Oracles { get; init; }

    /// <summary>How perpetuals and futures are marked from quotes and trades. Default null: they follow the index unless a mark is reported.</summary>
    [Id(10)] public MarkPolicy? Marks { get; init; }

    /// <summary>How funding of perpetuals follows from the premium of mark over index. Default null: rates come with commands.</summary>
    [Id(11)] public FundingPolicy? Funding { get; init; }

    /// <summary>When trading is guarded, reduced or halted. Default null: never.</summary>
    [Id(12)] public BreakerPolicy? Breaker { get; init; }

    /// <summary>How rates, leverage, bands and volatility follow forecasts. Default null: they are as set here.</summary>
    [Id(13)] public AdaptivePolicy? Adaptive { get; init; }

    /// <summary>How the market is settled when it can't be priced any more, or is wound down. Default null: its positions wait for a price.</summary>
    [Id(14)] public SettlementRule? Settlement { get; init; }

    /// <summary>Says which parameter is out of range, or null when all are in.</summary>
    public Refusal? Check()
    {
        if (!InRange(InitialMarginRate, 1, 1_000_000)) return Bad("initialMarginRate", "above 0 and at most 1");
        if (!InRange(MaintenanceMarginRate, 1, InitialMarginRate.Ppm)) return Bad("maintenanceMarginRate", "above 0 and at most the initial rate");
        if (!InRange(FeeRate, 0, 100_000)) return Bad("feeRate", "from 0 to 0.1");
        if (!InRange(PriceBand, 1, 10_000_000)) return Bad("priceBand", "above 0 and at most 10");
        if (!PositionLimit.IsPositive) return Bad("positionLimit", "positive");
        if (!OpenInterestLimit.IsPositive) return Bad("openInterestLimit", "positive");
        if (PriceMaxAgeSeconds <= 0) return Bad("priceMaxAgeSeconds", "positive");
        if (!InRange(FundingRateCap, 0, 1_000_000)) return Bad("fundingRateCap", "from 0 to 1");
        if (Funding is { } funding && funding.Cap > FundingRateCap) return Bad("funding.cap", "at most fundingRateCap");
        return Risk?.Check() ?? Oracles?.Check() ?? Marks?.Check() ?? Funding?.Check() ?? Breaker?.Check() ?? Adaptive?.Check() ?? Settlement?.Check();
    }

    private static bool InRange(Ratio value, long least, long most) => value.Ppm >= least && value.Ppm <= most;

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = range };
}
