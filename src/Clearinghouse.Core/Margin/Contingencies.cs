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

    private readonly bool _isUnderPeg = input.SettlementPrice < parameters.DepegThreshold;

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
        var exposures = input.Exposures.AsSpan();
        Span<ChargeSum> sums = stackalloc ChargeSum[Kinds];
        Span<double> here = stackalloc double[Kinds], held = stackalloc double[WithMaintenance];
        for (var (from, to) = (0, 0); from < exposures.Length; from = to)
        {
            to = ContractExposure.EndOfMarket(exposures, from);
            var market = exposures[from..to];
            var terms = ContingencyTerms.Of(market[0], scenarios, parameters);
            var isPassing = terms.IsUnsettled || _isUnderPeg;
            var any = Lasting(market, terms, here, hasPending);
            if (!any && !isPassing) continue;
            if (isPassing) Passing(market, terms, here);
            if (hasPending) Lasting(market, terms, held, withPending: false);
            for (var kind = 0; kind < (isPassing ? Kinds : WithMaintenance); kind++)
                sums[kind].Add(here[kind], kind >= WithMaintenance ? 0 : hasPending ? held[kind] : here[kind], from);
        }

        for (var kind = 0; kind < Kinds; kind++)
        {
            var sum = sums[kind];
            if (sum.Initial <= 0 && sum.Maintenance <= 0) continue;
            var detail = sum.Most > 0 ? exposures[sum.Decided].Market.Value : null;
            builder.Add(Order[kind], PortfolioMargin.Charge(sum.Initial), PortfolioMargin.Charge(parameters.MaintenanceFactor * sum.Maintenance), detail);
        }
    }

    /// <summary>The charges of one market that positions always bear, the first of <see cref="Order"/>: they are part of maintenance. Says whether there is any.</summary>
    private static bool Lasting(ReadOnlySpan<ContractExposure> market, ContingencyTerms terms, Span<double> charges, bool withPending)
    {
        var (longs, shorts, linear, sellsOptions) = (0.0, 0.0, 0, false);
        var (net, buys, sells) = (0.0, 0.0, 0.0);
        foreach (var exposure in market)
        {
            var units = UnitsOf(exposure, exposure.Position.Quantity);
            net += units;
            var (most, least) = (units, units);
            if (withPending && exposure.HasPending)
            {
                var (bought, sold) = (UnitsOf(exposure, exposure.PendingBuys), UnitsOf(exposure, exposure.PendingSells));
                buys += bought;
                sells += sold;
                (most, least) = (units + bought, units - sold);
            }

            if (exposure.Contract.Contract.Kind == ContractKind.Option)
            {
                sellsOptions |= least < 0;
                continue;
            }

            linear++;
            var mark = exposure.Contract.MarkPrice.ToDouble();
            longs += mark * Math.Max(0, most);
            shorts += mark * Math.Max(0, -least);
        }

        charges[0] = sellsOptions ? ShortOptions(market, terms, withPending) : 0;

        // Linear contracts of one market that offset one another: their prices can part. A single one that trades in flight can turn either way offsets nothing.
        charges[1] = linear < 2 ? 0 : Math.Min(longs, shorts) * terms.BasisRate;
        charges[2] = Concentration(Math.Max(Math.Abs(net + buys), Math.Abs(net - sells)) * terms.IndexPrice, terms);
        return charges[0] > 0 || charges[1] > 0 || charges[2] > 0;
    }

    /// <summary>The charges of one market in times that pass, the rest of <see cref="Order"/>: for initial margin alone.</summary>
    private void Passing(ReadOnlySpan<ContractExposure> market, ContingencyTerms terms, Span<double> charges)
    {
        charges[3] = Doubt(market, terms);

        // A share of what the contracts of a market lose by themselves, offsets among them counted: while its breaker is up; and for the volatility that scenarios do not use yet, because maintenance is on its ramp.
        var alone = terms.BreakerAddOn > 0 || terms.VolatilityAddOn > 0 ? PortfolioScan.Measure(market, scenarios, parameters, hasPending).Loss : 0;
        charges[4] = terms.BreakerAddOn * alone;
        charges[5] = terms.VolatilityAddOn * alone;
        charges[6] = _isUnderPeg ? Depeg(market, terms) : 0;
    }

    /// <summary>A rate of the index per option that is short net of those of the same right and expiry: options far out of the money cost next to nothing in scenarios, and can cost much in a gap.</summary>
    private static double ShortOptions(ReadOnlySpan<ContractExposure> market, ContingencyTerms terms, bool withPending)
    {
        var naked = 0.0;
        for (var i = 0; i < market.Length; i++)
        {
            if (market[i].Contract.Contract.Kind != ContractKind.Option || IsSeen(market, i)) continue;
            var net = 0.0;
            for (var j = i; j < market.Length; j++)
                if (IsSameSeries(market[i], market[j])) net += UnitsOf(market[j], market[j].Position.Quantity - (withPending ? market[j].PendingSells : Quantity.Zero));
            naked += Math.Max(0, -net);
        }

        return naked * terms.IndexPrice * terms.ShortOptionRate;
    }

    private static bool IsSeen(ReadOnlySpan<ContractExposure> market, int index)
    {
        for (var i = 0; i < index; i++)
            if (IsSameSeries(market[i], market[index])) return true;
        return false;
    }

    private static bool IsSameSeries(ContractExposure a, ContractExposure b) =>
        b.Contract.Contract.Kind == ContractKind.Option && a.Contract.Contract.Expiry == b.Contract.Contract.Expiry && a.Contract.Contract.Right == b.Contract.Contract.Right;

    /// <summary>
    /// A net position of n times what the market absorbs takes n holding periods to close, so its volatility is √n as large: the scan range × notional × (√n − 1).
    /// </summary>
    private static double Concentration(double notional, ContingencyTerms terms) =>
        terms.Depth <= 0 || notional <= terms.Depth ? 0 : notional * terms.ScanRange * (Math.Sqrt(notional / terms.Depth) - 1);

    /// <summary>A share of gross notional per unit of doubt on the index (Derive's oracle contingency).</summary>
    private double Doubt(ReadOnlySpan<ContractExposure> market, ContingencyTerms terms)
    {
        if (terms.Confidence >= parameters.ConfidenceThreshold) return 0;
        var notional = 0.0;
        foreach (var exposure in market) notional += exposure.NotionalOf(hasPending ? exposure.LargestQuantity : exposure.Position.Quantity).ToDouble();
        return (1 - terms.Confidence) * parameters.ConfidenceFactor * notional;
    }

    /// <summary>A share of the notional of linear contracts and short options per unit that money is under its peg: gains will be paid in a coin that is worth less (Derive's depeg contingency).</summary>
    private double Depeg(ReadOnlySpan<ContractExposure> market, ContingencyTerms terms)
    {
        var units = 0.0;
        foreach (var exposure in market)
        {
            var isOption = exposure.Contract.Contract.Kind == ContractKind.Option;
            units += UnitsOf(exposure, isOption ? exposure.Shortest : exposure.LargestQuantity);
        }

        return (parameters.DepegThreshold - input.SettlementPrice) * parameters.DepegFactor * units * terms.IndexPrice;
    }

    private static double UnitsOf(ContractExposure exposure, Quantity contracts)
    {
        var multiplier = exposure.Contract.Contract.Multiplier;
        return multiplier == Quantity.One ? contracts.ToDouble() : contracts.ToDouble() * multiplier.ToDouble();
    }
}
