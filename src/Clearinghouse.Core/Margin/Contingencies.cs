using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// Charges for what scenarios do not see: naked short options, basis between contracts of a market, positions larger than a market absorbs, doubtful prices, and money that is under its peg.
/// Each is a function of the exposures of one market, and markets add up.
/// </summary>
internal readonly ref struct Contingencies(HeldContracts portfolio, double settlementPrice, ScenarioSet scenarios, PortfolioMarginParameters parameters, bool hasPending)
{
    private const int Kinds = 7;

    private readonly HeldContracts _portfolio = portfolio;
    private readonly bool _isUnderPeg = settlementPrice < parameters.DepegThreshold;

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
        Span<ChargeSum> sums = stackalloc ChargeSum[Kinds];
        Span<double> here = stackalloc double[Kinds], held = stackalloc double[WithMaintenance];
        for (var (from, to) = (0, 0); from < _portfolio.Length; from = to)
        {
            to = _portfolio.EndOfMarket(from);
            var market = _portfolio.Slice(from, to - from);
            var terms = ContingencyTerms.Of(market.Exposures[0], scenarios, parameters);
            var isPassing = terms.IsUnsettled || _isUnderPeg;
            Lasting(market, terms, here, hasPending);
            if (isPassing) Passing(market, terms, here);
            if (hasPending) Lasting(market, terms, held, withPending: false);
            for (var kind = 0; kind < (isPassing ? Kinds : WithMaintenance); kind++)
                sums[kind].Add(here[kind], kind >= WithMaintenance ? 0 : hasPending ? held[kind] : here[kind], from);
        }

        for (var kind = 0; kind < Kinds; kind++)
        {
            var sum = sums[kind];
            if (sum.Initial <= 0 && sum.Maintenance <= 0) continue;
            var detail = sum.Most > 0 ? _portfolio.Exposures[sum.Decided].Market.Value : null;
            builder.Add(Order[kind], PortfolioMargin.Charge(sum.Initial), PortfolioMargin.Charge(parameters.MaintenanceFactor * sum.Maintenance), detail);
        }
    }

    /// <summary>The charges of one market that positions always bear, the first of <see cref="Order"/>: they are part of maintenance.</summary>
    private void Lasting(HeldContracts market, ContingencyTerms terms, Span<double> charges, bool withPending)
    {
        var (longs, shorts, options, shortest) = (0.0, 0.0, 0.0, 0.0);
        var (net, buys, sells) = (0.0, 0.0, 0.0);
        for (var i = 0; i < market.Length; i++)
        {
            var exposure = market.Exposures[i];
            var contract = ContractTerms.Of(exposure, parameters);
            var units = market.Quantities[i] * contract.Multiplier;
            net += units;
            var (most, least) = (units, units);
            if (withPending && exposure.HasPending)
            {
                var (bought, sold) = (exposure.PendingBuys.ToDouble() * contract.Multiplier, exposure.PendingSells.ToDouble() * contract.Multiplier);
                buys += bought;
                sells += sold;
                (most, least) = (units + bought, units - sold);
            }

            options += contract.Options;
            shortest = double.MinNative(shortest, least * contract.Options);
            longs += contract.LinearMarkPrice * double.MaxNative(0, most);
            shorts += contract.LinearMarkPrice * double.MaxNative(0, -least);
        }

        // The only contract of its market, as most are in small portfolios, has nothing to be netted with.
        var naked = market.Length == 1 && !withPending ? -shortest : shortest < 0 ? NakedOptions(market.Exposures, withPending) : 0;
        charges[0] = naked * terms.IndexPrice * terms.ShortOptionRate;

        // Linear contracts of one market that offset one another: their prices can part. A single one that trades in flight can turn either way offsets nothing.
        charges[1] = market.Length - options < 2 ? 0 : Math.Min(longs, shorts) * terms.BasisRate;
        charges[2] = Concentration(Math.Max(Math.Abs(net + buys), Math.Abs(net - sells)) * terms.IndexPrice, terms);
    }

    /// <summary>The charges of one market in times that pass, the rest of <see cref="Order"/>: for initial margin alone.</summary>
    private void Passing(HeldContracts market, ContingencyTerms terms, Span<double> charges)
    {
        charges[3] = Doubt(market, terms);

        // A share of what the contracts of a market lose by themselves, offsets among them counted: while its breaker is up; and for the volatility that scenarios do not use yet, because maintenance is on its ramp.
        var alone = terms.BreakerAddOn > 0 || terms.VolatilityAddOn > 0 ? PortfolioScan.Measure(market, scenarios, parameters, hasPending) : 0;
        charges[4] = terms.BreakerAddOn * alone;
        charges[5] = terms.VolatilityAddOn * alone;
        charges[6] = _isUnderPeg ? Depeg(market, terms) : 0;
    }

    /// <summary>
    /// Options that are short net of those of the same right and expiry, a rate of the index of which is charged: far out of the money they cost next to nothing in scenarios, and can cost much in a gap.
    /// </summary>
    private static double NakedOptions(ReadOnlySpan<ContractExposure> exposures, bool withPending)
    {
        var naked = 0.0;
        for (var i = 0; i < exposures.Length; i++)
        {
            if (exposures[i].Contract.Contract.Kind != ContractKind.Option || IsSeen(exposures, i)) continue;
            var net = 0.0;
            for (var j = i; j < exposures.Length; j++)
                if (IsSameSeries(exposures[i], exposures[j])) net += UnitsOf(exposures[j], exposures[j].Position.Quantity - (withPending ? exposures[j].PendingSells : Quantity.Zero));
            naked += Math.Max(0, -net);
        }

        return naked;
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
    internal static double Concentration(double notional, ContingencyTerms terms) =>
        terms.Depth <= 0 || notional <= terms.Depth ? 0 : notional * terms.ScanRange * (Math.Sqrt(notional / terms.Depth) - 1);

    /// <summary>A share of gross notional per unit of doubt on the index (Derive's oracle contingency).</summary>
    private double Doubt(HeldContracts market, ContingencyTerms terms)
    {
        if (terms.Confidence >= parameters.ConfidenceThreshold) return 0;
        var notional = 0.0;
        foreach (var exposure in market.Exposures) notional += exposure.NotionalOf(hasPending ? exposure.LargestQuantity : exposure.Position.Quantity).ToDouble();
        return (1 - terms.Confidence) * parameters.ConfidenceFactor * notional;
    }

    /// <summary>A share of the notional of linear contracts and short options per unit that money is under its peg: gains will be paid in a coin that is worth less (Derive's depeg contingency).</summary>
    private double Depeg(HeldContracts market, ContingencyTerms terms)
    {
        var units = 0.0;
        foreach (var exposure in market.Exposures)
        {
            var isOption = exposure.Contract.Contract.Kind == ContractKind.Option;
            units += UnitsOf(exposure, isOption ? exposure.Shortest : exposure.LargestQuantity);
        }

        return (parameters.DepegThreshold - settlementPrice) * parameters.DepegFactor * units * terms.IndexPrice;
    }

    private static double UnitsOf(ContractExposure exposure, Quantity contracts)
    {
        var multiplier = exposure.Contract.Contract.Multiplier;
        return multiplier == Quantity.One ? contracts.ToDouble() : contracts.ToDouble() * multiplier.ToDouble();
    }
}
