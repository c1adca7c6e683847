using System.Collections.Immutable;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Markets;

/// <summary>What margin beyond fixed rates needs to know of a market.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RiskParameters")]
public sealed record RiskParameters
{
    /// <summary>The defaults, for markets that set none.</summary>
    public static RiskParameters Default { get; } = new();

    /// <summary>Forecast standard deviation of a day's return. Default 4 %; above 0, at most 1.</summary>
    [Id(0)] public Ratio DailyVolatility { get; init; } = Ratio.FromPpm(40_000);

    /// <summary>Tiers above the market's own rates, which hold from 0 to the first; ascending. Default none.</summary>
    [Id(1)] public ImmutableArray<MarginTier> Tiers { get; init; } = [];

    /// <summary>Initial margin that grows with open interest; null for none.</summary>
    [Id(2)] public OpenInterestScaling? OpenInterest { get; init; }

    /// <summary>What closing a position costs, as a fraction of notional, added to both levels. Default 0; from 0 to 1.</summary>
    [Id(3)] public Ratio SlippageRate { get; init; }

    /// <summary>Portfolio margin of a naked short option, as a fraction of the index price. Default 1 %; from 0 to 1.</summary>
    [Id(4)] public Ratio ShortOptionRate { get; init; } = Ratio.FromPpm(10_000);

    /// <summary>Portfolio margin of long against short contracts of the market, as a fraction of the notional that offsets. Default 0.5 %; from 0 to 1.</summary>
    [Id(5)] public Ratio BasisRate { get; init; } = Ratio.FromPpm(5_000);

    /// <summary>Notional that the market absorbs within the holding period at the forecast volatility; a larger net position takes longer and needs more. 0 for no limit.</summary>
    [Id(6)] public Amount DepthNotional { get; init; }

    /// <summary>
    /// Within how many holding periods unrealised profit must be realisable to support new risk or a withdrawal: the part of it counts that so many depths are of all that is open in the market, so that splitting an account changes
    /// nothing. Null counts all of it; not negative, and 0 counts none. Needs <see cref="DepthNotional"/>.
    /// </summary>
    [Id(7)] public Ratio? ProfitHoldingPeriods { get; init; }

    /// <summary>The most that may be open in the market, all its contracts together, in depths; it binds where it is less than the market's own limit, and new risk only. Null for no such limit; positive. Needs <see cref="DepthNotional"/>.</summary>
    [Id(8)] public Ratio? OpenInterestDepths { get; init; }

    /// <summary>Says which parameter is out of range, or null when all are in.</summary>
    public Refusal? Check()
    {
        if (!InRange(DailyVolatility, 1)) return Bad("risk.dailyVolatility", "above 0 and at most 1");
        if (Tiers.IsDefault) return Bad("risk.tiers", "a list, which may be empty");
        if (!InRange(SlippageRate, 0)) return Bad("risk.slippageRate", "from 0 to 1");
        if (!InRange(ShortOptionRate, 0)) return Bad("risk.shortOptionRate", "from 0 to 1");
        if (!InRange(BasisRate, 0)) return Bad("risk.basisRate", "from 0 to 1");
        if (DepthNotional.IsNegative) return Bad("risk.depthNotional", "not negative");
        if (ProfitHoldingPeriods is { } periods && (periods.IsNegative || DepthNotional.IsZero)) return Bad("risk.profitHoldingPeriods", "0 or more, with a depth");
        if (OpenInterestDepths is { } depths && (!depths.IsPositive || DepthNotional.IsZero)) return Bad("risk.openInterestDepths", "positive, with a depth");
        if (OpenInterest is { } scaling && (scaling.LowerNotional.IsNegative || scaling.UpperNotional <= scaling.LowerNotional))
            return Bad("risk.openInterest", "a lower bound that is not negative, and an upper bound above it");
        return CheckTiers();
    }

    private Refusal? CheckTiers()
    {
        var bound = Amount.Zero;
        foreach (var tier in Tiers)
        {
            if (tier.LowerBoundNotional <= bound) return Bad("risk.tiers", "bounds that ascend from above 0");
            if (!InRange(tier.InitialMarginRate, 1) || tier.MaintenanceMarginRate.Ppm < 1 || tier.MaintenanceMarginRate > tier.InitialMarginRate)
                return Bad("risk.tiers", "rates above 0, at most 1, the maintenance rate at most the initial one");
            bound = tier.LowerBoundNotional;
        }

        return null;
    }

    private static bool InRange(Ratio value, long least) => value.Ppm >= least && value.Ppm <= 1_000_000;

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = range };
}
