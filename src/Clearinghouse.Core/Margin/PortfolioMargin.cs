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
        var account = MarginAccount.Of(input, StandAlone);
        if (input.Exposures.FirstOrDefault(exposure => exposure.Risk is not null)?.Risk is not { } risk)
        {
            var rates = new ComponentBuilder();
            rates.Add(MarginComponentKind.Rates, account.LinesInitial, account.LinesMaintenance);
            return account.ToStatement("portfolio", rates);
        }

        var (initial, scenario) = Scan(input, risk.Scenarios, withPending: true);
        var maintenance = input.HasPending ? Scan(input, risk.Scenarios, withPending: false).Loss : initial;
        var builder = new ComponentBuilder();
        builder.Add(MarginComponentKind.ScanRisk, Charge(initial), Maintained(maintenance), scenario);
        builder.Add(
            MarginComponentKind.GrossFloor,
            Charge((_parameters.GrossFloorShare * account.LinesInitial.ToDouble()) - initial),
            Charge((_parameters.GrossFloorShare * account.LinesMaintenance.ToDouble()) - (_parameters.MaintenanceFactor * maintenance)));
        new Contingencies(input, risk.Scenarios, _parameters).AddTo(builder, Charge);
        return account.ToStatement("portfolio", builder, scenario, risk.Scenarios.Version);
    }

    private (double Loss, string? Scenario) Scan(MarginInput input, ScenarioSet scenarios, bool withPending)
    {
        var scan = new PortfolioScan(_parameters, scenarios);
        foreach (var exposure in input.Exposures)
        {
            if (exposure.Risk?.Find(exposure.Contract.Contract.Id) is not { } array) continue;
            scan.Add(
                exposure.Market,
                array,
                exposure.Position.Quantity.ToDouble(),
                withPending ? exposure.PendingBuys.ToDouble() : 0,
                withPending ? exposure.PendingSells.ToDouble() : 0);
        }

        return scan.Measure();
    }

    /// <summary>The requirement of one contract by itself, at the worse end to which trades in flight can lead.</summary>
    private (Amount Initial, Amount Maintenance) StandAlone(ContractExposure exposure)
    {
        if (exposure.Risk?.Find(exposure.Contract.Contract.Id) is not { } array)
        {
            if (exposure.Contract.Status == ContractStatus.Expired) return default;
            return (exposure.NotionalOf(exposure.LargestQuantity), exposure.NotionalOf(exposure.Position.Quantity));
        }

        var (longLoss, shortLoss) = (LossOf(exposure, array, 1), LossOf(exposure, array, -1));
        var initial = Math.Max(exposure.Longest.ToDouble() * longLoss, exposure.Shortest.ToDouble() * shortLoss);
        var held = exposure.Position.Quantity.ToDouble();
        return (Charge(initial), Maintained(Math.Max(held * longLoss, -held * shortLoss)));
    }

    private double LossOf(ContractExposure exposure, RiskArray array, double held)
    {
        var scan = new PortfolioScan(_parameters, exposure.Risk!.Scenarios);
        scan.Add(exposure.Market, array, held, 0, 0);
        return scan.Measure().Loss;
    }

    private Amount Maintained(double initial) => Charge(_parameters.MaintenanceFactor * initial);

    private static Amount Charge(double amount) => amount <= 0 ? Amount.Zero : Amount.FromDouble(amount, Rounding.Ceiling);
}
