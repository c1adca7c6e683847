using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What contingencies need to know of a market, as numbers to compute with: once per snapshot, however many portfolios are asked.</summary>
internal sealed class ContingencyTerms
{
    private readonly PortfolioMarginParameters _parameters;

    private ContingencyTerms(MarketSnapshot snapshot, ScenarioSet scenarios, PortfolioMarginParameters parameters)
    {
        var risk = snapshot.Parameters.Risk ?? RiskParameters.Default;
        _parameters = parameters;
        IndexPrice = snapshot.IndexPrice.ToDouble();
        (ShortOptionRate, BasisRate, Depth) = (risk.ShortOptionRate.ToDouble(), risk.BasisRate.ToDouble(), risk.DepthNotional.ToDouble());
        ScanRange = scenarios.ScanRangeOf(risk.DailyVolatility.ToDouble());
        Confidence = snapshot.Confidence?.ToDouble() ?? 1;
        BreakerAddOn = Math.Max(0, snapshot.InitialMarginAddOn.ToDouble());
        VolatilityAddOn = Math.Max(0, snapshot.Adaptation?.VolatilityAddOn.ToDouble() ?? 0);
        IsUnsettled = Confidence < parameters.ConfidenceThreshold || BreakerAddOn > 0 || VolatilityAddOn > 0;
    }

    public double IndexPrice { get; }

    /// <summary>Of the index, per naked option.</summary>
    public double ShortOptionRate { get; }

    /// <summary>Of the notional of offsetting linear contracts.</summary>
    public double BasisRate { get; }

    /// <summary>The notional that the market absorbs in a holding period; 0 for no limit.</summary>
    public double Depth { get; }

    /// <summary>A fraction of the price.</summary>
    public double ScanRange { get; }

    /// <summary>Of the index price, from 0 to 1.</summary>
    public double Confidence { get; }

    /// <summary>Of what the market's contracts lose by themselves.</summary>
    public double BreakerAddOn { get; }

    /// <summary>Of what the market's contracts lose by themselves.</summary>
    public double VolatilityAddOn { get; }

    /// <summary>Whether any charge applies that passes: prices are doubtful, a breaker is up, or volatility is on its ramp.</summary>
    public bool IsUnsettled { get; }

    /// <summary>The terms of an exposure's market.</summary>
    public static ContingencyTerms Of(ContractExposure exposure, ScenarioSet scenarios, PortfolioMarginParameters parameters) =>
        exposure.Risk is { } risk && ReferenceEquals(risk.Snapshot, exposure.Snapshot) && ReferenceEquals(risk.Scenarios, scenarios)
            ? Of(risk, parameters)
            : new ContingencyTerms(exposure.Snapshot, scenarios, parameters);

    /// <summary>The terms of a market, remembered with its risk arrays as long as those live.</summary>
    public static ContingencyTerms Of(MarketRisk risk, PortfolioMarginParameters parameters)
    {
        if (risk.Memo is ContingencyTerms known && ReferenceEquals(known._parameters, parameters)) return known;
        var terms = new ContingencyTerms(risk.Snapshot, risk.Scenarios, parameters);
        risk.Memo = terms;
        return terms;
    }
}
