using System.Collections.Immutable;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// Margin by what the whole portfolio would lose: the worst of a tail statistic over past days that all markets share, of grids, and of stress events; never less than a share of the gross requirement; and what scenarios do not see
/// (naked short options, basis, concentration). Risk is computed in floating point and becomes money once, rounded up: against the trader.
/// </summary>
public sealed class PortfolioMargin : IMarginPolicy, IMarginDetail
{
    /// <summary>Portfolios of so many contracts are computed with on the stack.</summary>
    private const int FewContracts = 128;

    private readonly PortfolioMarginParameters _parameters;

    /// <summary>A policy by parameters.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range; the message names it.</exception>
    public PortfolioMargin(PortfolioMarginParameters parameters)
    {
        if (parameters.FindFault() is { } fault) throw new ArgumentException(fault, nameof(parameters));
        _parameters = parameters;
    }

    /// <inheritdoc/>
    /// <remarks>A contract without a risk array has expired, or its market was never priced: it is margined by its notional, whole.</remarks>
    public MarginStatement Evaluate(MarginInput input)
    {
        if (FirstRisk(input.Exposures) is not { } risk) return WithoutScenarios(input);

        var exposures = input.Exposures.AsSpan();
        var portfolio = new HeldContracts(exposures, exposures.Length <= FewContracts ? stackalloc double[exposures.Length] : new double[exposures.Length]);

        // The scan first: it goes through more memory than the processor keeps at hand, and what follows looks at the same exposures again and again.
        var hasPending = input.HasPending;
        var initial = PortfolioScan.Measure(portfolio, risk.Scenarios, _parameters, hasPending);
        var maintenance = hasPending ? PortfolioScan.Measure(portfolio, risk.Scenarios, _parameters, withPending: false) : initial;
        var (grossInitial, grossMaintenance) = Gross(portfolio);
        var builder = new ComponentBuilder();
        builder.Add(MarginComponentKind.ScanRisk, Charge(initial), Maintained(maintenance));
        builder.Add(
            MarginComponentKind.GrossFloor,
            Charge((_parameters.GrossFloorShare * grossInitial) - initial),
            Charge((_parameters.GrossFloorShare * grossMaintenance) - (_parameters.MaintenanceFactor * maintenance)));
        new Contingencies(portfolio, input.SettlementPrice, risk.Scenarios, _parameters, hasPending).AddTo(ref builder);
        return MarginAccount.StatementOf(input, this, "portfolio", ref builder, risk.Scenarios.Version);
    }

    /// <inheritdoc/>
    string? IMarginDetail.WorstScenarioOf(MarginInput input) =>
        FirstRisk(input.Exposures) is { } risk ? PortfolioScan.Describe(new HeldContracts(input.Exposures.AsSpan(), new double[input.Exposures.Length]), risk.Scenarios, _parameters, input.HasPending) : null;

    private static MarketRisk? FirstRisk(ImmutableArray<ContractExposure> exposures)
    {
        foreach (var exposure in exposures)
            if (exposure.Risk is { } risk) return risk;
        return null;
    }

    /// <summary>Of an account that holds nothing, or nothing that was ever priced.</summary>
    private MarginStatement WithoutScenarios(MarginInput input)
    {
        var rates = new ComponentBuilder();
        var (initial, maintenance) = (Amount.Zero, Amount.Zero);
        foreach (var exposure in input.Exposures)
        {
            var alone = StandAlone(exposure);
            initial += alone.Initial;
            maintenance += alone.Maintenance;
        }

        rates.Add(MarginComponentKind.Rates, initial, maintenance);
        return MarginAccount.StatementOf(input, this, "portfolio", ref rates);
    }

    (Amount Initial, Amount Maintenance) IMarginDetail.StandAlone(ContractExposure exposure) => StandAlone(exposure);

    private (Amount Initial, Amount Maintenance) StandAlone(ContractExposure exposure)
    {
        var (initial, maintenance) = Gross(exposure, exposure.Position.Quantity.ToDouble());
        return (Charge(initial), Charge(maintenance));
    }

    private (double Initial, double Maintenance) Gross(HeldContracts portfolio)
    {
        var (initial, maintenance) = (0.0, 0.0);
        for (var i = 0; i < portfolio.Length; i++)
        {
            var (ofInitial, ofMaintenance) = Gross(portfolio.Exposures[i], portfolio.Quantities[i]);
            initial += ofInitial;
            maintenance += ofMaintenance;
        }

        return (initial, maintenance);
    }

    private (double Initial, double Maintenance) Gross(ContractExposure exposure, double held)
    {
        if (exposure.Array is null)
        {
            if (exposure.Contract.Status == ContractStatus.Expired) return default;
            return (exposure.NotionalOf(exposure.LargestQuantity).ToDouble(), exposure.NotionalOf(exposure.Position.Quantity).ToDouble());
        }

        var terms = ContractTerms.Of(exposure, _parameters);
        var maintenance = Math.Max(held * terms.Long, -held * terms.Short);
        var initial = exposure.HasPending ? Math.Max(exposure.Longest.ToDouble() * terms.Long, exposure.Shortest.ToDouble() * terms.Short) : Math.Max(0, maintenance);
        return (initial, _parameters.MaintenanceFactor * maintenance);
    }

    /// <summary>What a quick bound needs of one contract.</summary>
    internal ContractBound BoundOf(ContractSnapshot contract, RiskArray array, MarketRisk risk) =>
        new(array, ContractTerms.Of(contract, array, risk.Scenarios, _parameters), ContingencyTerms.Of(risk, _parameters));

    /// <summary>A quick upper bound of the maintenance margin, for whoever looks at many portfolios.</summary>
    internal PortfolioBound BoundOf(ScenarioSet scenarios) => new(_parameters, scenarios);

    private Amount Maintained(double initial) => Charge(_parameters.MaintenanceFactor * initial);

    /// <summary>Risk becomes money: rounded up, against the trader.</summary>
    internal static Amount Charge(double amount) => amount <= 0 ? Amount.Zero : Amount.FromDouble(amount, Rounding.Ceiling);
}
