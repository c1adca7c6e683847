using System.Collections.Immutable;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// Margin by what the whole portfolio would lose: the worst of a tail statistic over past days that all markets share, of grids, and of stress events; never less than a share of the gross requirement; and what scenarios do not see
/// (naked short options, basis, concentration). Risk is computed in floating point and becomes money once, rounded up: against the trader.
/// </summary>
public sealed class PortfolioMargin : IMarginPolicy
{
    private readonly PortfolioMarginParameters _parameters;
    private readonly Func<ContractExposure, (Amount Initial, Amount Maintenance)> _standAlone;

    /// <summary>A policy by parameters.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range; the message names it.</exception>
    public PortfolioMargin(PortfolioMarginParameters parameters)
    {
        if (parameters.FindFault() is { } fault) throw new ArgumentException(fault, nameof(parameters));
        (_parameters, _standAlone) = (parameters, StandAlone);
    }

    /// <inheritdoc/>
    /// <remarks>A contract without a risk array has expired, or its market was never priced: it is margined by its notional, whole.</remarks>
    public MarginStatement Evaluate(MarginInput input)
    {
        if (FirstRisk(input.Exposures) is not { } risk) return WithoutScenarios(new MarginAccount(input, _standAlone));

        // The scan first: it goes through more memory than the processor keeps at hand, and what follows looks at the same exposures again and again.
        var hasPending = input.HasPending;
        var (initial, scenario) = PortfolioScan.Measure(input.Exposures.AsSpan(), risk.Scenarios, _parameters, hasPending);
        var maintenance = hasPending ? PortfolioScan.Measure(input.Exposures.AsSpan(), risk.Scenarios, _parameters, withPending: false).Loss : initial;
        var (grossInitial, grossMaintenance) = (0.0, 0.0);
        foreach (var exposure in input.Exposures)
        {
            var (grossOfInitial, grossOfMaintenance) = Gross(exposure);
            grossInitial += grossOfInitial;
            grossMaintenance += grossOfMaintenance;
        }

        var builder = new ComponentBuilder();
        builder.Add(MarginComponentKind.ScanRisk, Charge(initial), Maintained(maintenance), scenario);
        builder.Add(
            MarginComponentKind.GrossFloor,
            Charge((_parameters.GrossFloorShare * grossInitial) - initial),
            Charge((_parameters.GrossFloorShare * grossMaintenance) - (_parameters.MaintenanceFactor * maintenance)));
        new Contingencies(input, risk.Scenarios, _parameters, hasPending).AddTo(ref builder);
        return new MarginAccount(input, _standAlone).ToStatement("portfolio", ref builder, scenario, risk.Scenarios.Version);
    }

    private static MarketRisk? FirstRisk(ImmutableArray<ContractExposure> exposures)
    {
        foreach (var exposure in exposures)
            if (exposure.Risk is { } risk) return risk;
        return null;
    }

    /// <summary>Of an account that holds nothing, or nothing that was ever priced.</summary>
    private static MarginStatement WithoutScenarios(MarginAccount account)
    {
        var rates = new ComponentBuilder();
        var lines = account.LinesOf();
        rates.Add(
            MarginComponentKind.Rates,
            lines.Aggregate(Amount.Zero, (sum, line) => sum + line.InitialMargin),
            lines.Aggregate(Amount.Zero, (sum, line) => sum + line.MaintenanceMargin));
        return account.ToStatement("portfolio", ref rates);
    }

    /// <summary>The requirement of one contract by itself, at the worse end to which trades in flight can lead.</summary>
    private (Amount Initial, Amount Maintenance) StandAlone(ContractExposure exposure)
    {
        var (initial, maintenance) = Gross(exposure);
        return (Charge(initial), Charge(maintenance));
    }

    private (double Initial, double Maintenance) Gross(ContractExposure exposure)
    {
        if (exposure.Array is not { } array)
        {
            if (exposure.Contract.Status == ContractStatus.Expired) return default;
            return (exposure.NotionalOf(exposure.LargestQuantity).ToDouble(), exposure.NotionalOf(exposure.Position.Quantity).ToDouble());
        }

        var (longLoss, shortLoss) = UnitLossOf(array, exposure.Risk!.Scenarios);
        var held = exposure.Position.Quantity.ToDouble();
        var maintenance = Math.Max(held * longLoss, -held * shortLoss);
        var initial = exposure.HasPending ? Math.Max(exposure.Longest.ToDouble() * longLoss, exposure.Shortest.ToDouble() * shortLoss) : Math.Max(0, maintenance);
        return (initial, _parameters.MaintenanceFactor * maintenance);
    }

    /// <summary>What one contract alone loses, long and short: once per risk array, as long as that lives.</summary>
    internal UnitLoss UnitLossOf(RiskArray array, ScenarioSet scenarios)
    {
        if (array.Memo is UnitLossMemo known && ReferenceEquals(known.Parameters, _parameters)) return known.Loss;
        var unit = new UnitLoss(PortfolioScan.Measure(array, 1, scenarios, _parameters), PortfolioScan.Measure(array, -1, scenarios, _parameters));
        array.Memo = new UnitLossMemo(_parameters, unit);
        return unit;
    }

    /// <summary>A quick upper bound of the maintenance margin, for whoever looks at many portfolios.</summary>
    internal PortfolioBound BoundOf(ScenarioSet scenarios) => new(_parameters, scenarios);

    private Amount Maintained(double initial) => Charge(_parameters.MaintenanceFactor * initial);

    /// <summary>Risk becomes money: rounded up, against the trader.</summary>
    internal static Amount Charge(double amount) => amount <= 0 ? Amount.Zero : Amount.FromDouble(amount, Rounding.Ceiling);
}
