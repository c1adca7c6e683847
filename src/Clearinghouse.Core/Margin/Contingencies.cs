using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// Charges for what scenarios do not see: naked short options, basis between contracts of a market, positions larger than a market absorbs, doubtful prices, and money that is under its peg.
/// Each is a function of the exposures of one market, and markets add up.
/// </summary>
internal readonly ref struct Contingencies(MarginInput input, ScenarioSet scenarios, PortfolioMarginParameters parameters, bool hasPending)
{
    private const int Kinds = 7;

    private static readonly MarginComponentKind[] Order =
    [
        MarginComponentKind.ShortOptions, MarginComponentKind.Basis, MarginComponentKind.Concentration,
        MarginComponentKind.OracleConfidence, MarginComponentKind.Breaker, MarginComponentKind.VolatilityRamp, MarginComponentKind.Depeg,
    ];

    /// <summary>How many of those, from the first, maintenance knows as well.</summary>
    private const int WithMaintenance = 3;

    /// <summary>Adds every charge to a requirement.</summary>
    public void AddTo(ref ComponentBuilder builder)
    {
        Span<double> initial = stackalloc double[Kinds], maintenance = stackalloc double[Kinds], most = stackalloc double[Kinds], here = stackalloc double[Kinds], held = stackalloc double[Kinds];
        Span<int> decided = stackalloc int[Kinds];
        initial.Clear();
        maintenance.Clear();
        most.Clear();
        var exposures = input.Exposures.AsSpan();
        for (var from = 0; from < exposures.Length;)
        {
            var to = from + 1;
            while (to < exposures.Length && (ReferenceEquals(exposures[to].Snapshot, exposures[from].Snapshot) || exposures[to].Market == exposures[from].Market)) to++;
            var market = exposures[from..to];
            Charges(market, here, withPending: hasPending, isInitial: true);
            if (hasPending) Charges(market, held, withPending: false, isInitial: false);
            for (var kind = 0; kind < Kinds; kind++)
            {
                initial[kind] += here[kind];
                if (kind < WithMaintenance) maintenance[kind] += hasPending ? held[kind] : here[kind];
                if (here[kind] > most[kind]) (most[kind], decided[kind]) = (here[kind], from);
            }

            from = to;
        }

        for (var kind = 0; kind < Kinds; kind++)
        {
            if (initial[kind] <= 0 && maintenance[kind] <= 0) continue;
            var detail = most[kind] > 0 ? exposures[decided[kind]].Market.Value : null;
            builder.Add(Order[kind], PortfolioMargin.Charge(initial[kind]), PortfolioMargin.Charge(parameters.MaintenanceFactor * maintenance[kind]), detail);
        }
    }

    /// <summary>Every charge of one market, in <see cref="Order"/>.</summary>
    private void Charges(ReadOnlySpan<ContractExposure> market, Span<double> charges, bool withPending, bool isInitial)
    {
        charges[0] = ShortOptions(market, withPending);
        charges[1] = Basis(market, withPending);
        charges[2] = Concentration(market, withPending);
        if (!isInitial) return;
        charges[3] = Doubt(market, withPending);
        charges[4] = BreakerAddOn(market, withPending);
        charges[5] = VolatilityAddOn(market, withPending);
        charges[6] = input.SettlementPrice < parameters.DepegThreshold ? Depeg(market) : 0;
    }

    /// <summary>A rate of the index per option that is short net of those of the same right and expiry: options far out of the money cost next to nothing in scenarios, and can cost much in a gap.</summary>
    private static double ShortOptions(ReadOnlySpan<ContractExposure> market, bool withPending)
    {
        var naked = 0.0;
        if (!SellsOptions(market, withPending)) return naked;
        for (var i = 0; i < market.Length; i++)
        {
            if (market[i].Contract.Contract.Kind != ContractKind.Option || IsSeen(market, i)) continue;
            var net = 0.0;
            for (var j = i; j < market.Length; j++)
                if (IsSameSeries(market[i], market[j])) net += UnitsOf(market[j], market[j].Position.Quantity - (withPending ? market[j].PendingSells : Quantity.Zero));
            naked += Math.Max(0, -net);
        }

        return naked * IndexOf(market) * RiskOf(market).ShortOptionRate.ToDouble();
    }

    /// <summary>Whether any option is short, or may become so: without one there is nothing to net.</summary>
    private static bool SellsOptions(ReadOnlySpan<ContractExposure> market, bool withPending)
    {
        foreach (var exposure in market)
            if (exposure.Contract.Contract.Kind == ContractKind.Option && (exposure.Position.Quantity.IsNegative || (withPending && !exposure.PendingSells.IsZero))) return true;
        return false;
    }

    private static bool IsSeen(ReadOnlySpan<ContractExposure> market, int index)
    {
        for (var i = 0; i < index; i++)
            if (IsSameSeries(market[i], market[index])) return true;
        return false;
    }

    private static bool IsSameSeries(ContractExposure a, ContractExposure b) =>
        b.Contract.Contract.Kind == ContractKind.Option && a.Contract.Contract.Expiry == b.Contract.Contract.Expiry && a.Contract.Contract.Right == b.Contract.Contract.Right;

    /// <summary>A rate of the notional of linear contracts of one market that offset one another: their prices can part.</summary>
    private static double Basis(ReadOnlySpan<ContractExposure> market, bool withPending)
    {
        var (longs, shorts, count) = (0.0, 0.0, 0);
        foreach (var exposure in market)
        {
            if (exposure.Contract.Contract.Kind == ContractKind.Option) continue;
            count++;
            var mark = exposure.Contract.MarkPrice.ToDouble();
            longs += mark * Math.Max(0, UnitsOf(exposure, withPending ? exposure.Longest : exposure.Position.Quantity));
            shorts += mark * Math.Max(0, UnitsOf(exposure, withPending ? exposure.Shortest : -exposure.Position.Quantity));
        }

        // A single contract that trades in flight can turn either way offsets nothing.
        return count < 2 ? 0 : Math.Min(longs, shorts) * RiskOf(market).BasisRate.ToDouble();
    }

    /// <summary>
    /// A net position of n times what the market absorbs takes n holding periods to close, so its volatility is √n as large: the scan range × notional × (√n − 1).
    /// </summary>
    private double Concentration(ReadOnlySpan<ContractExposure> market, bool withPending)
    {
        var (risk, depth) = (RiskOf(market), RiskOf(market).DepthNotional.ToDouble());
        if (depth <= 0) return 0;
        var (net, buys, sells) = (0.0, 0.0, 0.0);
        foreach (var exposure in market)
        {
            net += UnitsOf(exposure, exposure.Position.Quantity);
            if (!withPending) continue;
            buys += UnitsOf(exposure, exposure.PendingBuys);
            sells += UnitsOf(exposure, exposure.PendingSells);
        }

        var notional = Math.Max(Math.Abs(net + buys), Math.Abs(net - sells)) * IndexOf(market);
        return notional * scenarios.ScanRangeOf(risk.DailyVolatility.ToDouble()) * Math.Max(0, Math.Sqrt(notional / depth) - 1);
    }

    /// <summary>A share of what the contracts of a market lose by themselves, offsets among them counted, while its breaker is up.</summary>
    private double BreakerAddOn(ReadOnlySpan<ContractExposure> market, bool withPending) => AddOn(market, withPending, market[0].Snapshot.InitialMarginAddOn);

    /// <summary>The same for the volatility that scenarios do not use yet, because maintenance is on its ramp.</summary>
    private double VolatilityAddOn(ReadOnlySpan<ContractExposure> market, bool withPending) => AddOn(market, withPending, market[0].Snapshot.Adaptation?.VolatilityAddOn ?? Ratio.Zero);

    private double AddOn(ReadOnlySpan<ContractExposure> market, bool withPending, Ratio addOn) =>
        addOn.IsPositive ? addOn.ToDouble() * PortfolioScan.Measure(market, scenarios, parameters, withPending).Loss : 0;

    /// <summary>A share of gross notional per unit of doubt on the index (Derive's oracle contingency).</summary>
    private double Doubt(ReadOnlySpan<ContractExposure> market, bool withPending)
    {
        var confidence = market[0].Snapshot.Confidence?.ToDouble() ?? 1;
        if (confidence >= parameters.ConfidenceThreshold) return 0;
        var notional = 0.0;
        foreach (var exposure in market) notional += exposure.NotionalOf(withPending ? exposure.LargestQuantity : exposure.Position.Quantity).ToDouble();
        return (1 - confidence) * parameters.ConfidenceFactor * notional;
    }

    /// <summary>A share of the notional of linear contracts and short options per unit that money is under its peg: gains will be paid in a coin that is worth less (Derive's depeg contingency).</summary>
    private double Depeg(ReadOnlySpan<ContractExposure> market)
    {
        var units = 0.0;
        foreach (var exposure in market)
        {
            var isOption = exposure.Contract.Contract.Kind == ContractKind.Option;
            units += UnitsOf(exposure, isOption ? exposure.Shortest : exposure.LargestQuantity);
        }

        return (parameters.DepegThreshold - input.SettlementPrice) * parameters.DepegFactor * units * IndexOf(market);
    }

    private static double UnitsOf(ContractExposure exposure, Quantity contracts) => contracts.ToDouble() * exposure.Contract.Contract.Multiplier.ToDouble();

    private static double IndexOf(ReadOnlySpan<ContractExposure> market) => market[0].Snapshot.IndexPrice.ToDouble();

    private static RiskParameters RiskOf(ReadOnlySpan<ContractExposure> market) => market[0].Snapshot.Parameters.Risk ?? RiskParameters.Default;
}
