using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Scenarios;

/// <summary>Turns a snapshot into risk arrays. Pure: the same snapshot and scenarios give the same arrays.</summary>
public static class RiskArrayBuilder
{
    private const double DaysPerYear = 365;
    private const double PivotDays = 30;
    private const double ShortTermPower = 0.3;
    private const double LongTermPower = 0.13;
    private const double DeltaStep = 1e-4;

    /// <summary>Builds the arrays of every contract that trades.</summary>
    public static MarketRisk Build(MarketSnapshot snapshot, ScenarioSet scenarios)
    {
        var moves = MovesOf(snapshot, scenarios);
        var arrays = snapshot.Contracts
            .Where(contract => contract.Status == ContractStatus.Trading)
            .ToDictionary(contract => contract.Contract.Id, contract => Build(snapshot, contract, scenarios, moves));
        return new MarketRisk(snapshot, scenarios, arrays);
    }

    /// <summary>
    /// What volatility is multiplied by. Short expiries move more: 30 days / days to expiry, to the power 0.3, beyond 30 days 0.13 (the scaling of Deribit's and Derive's portfolio margin).
    /// </summary>
    /// <param name="scenarios">How far it moves at 30 days.</param>
    /// <param name="move">Which way.</param>
    /// <param name="days">Days to expiry; less than one counts as one.</param>
    public static double VolatilityFactor(ScenarioSet scenarios, VolatilityMove move, double days)
    {
        var ratio = PivotDays / Math.Max(days, 1);
        var scale = Math.Pow(ratio, days <= PivotDays ? ShortTermPower : LongTermPower);
        return move switch
        {
            VolatilityMove.Up => 1 + (scenarios.VolatilityUp * scale),
            VolatilityMove.Down => Math.Max(0, 1 - (scenarios.VolatilityDown * scale)),
            _ => 1,
        };
    }

    /// <summary>What the market's price is multiplied by, in every scenario.</summary>
    private static (double[] Grid, double[] Historical, double[] Stress) MovesOf(MarketSnapshot snapshot, ScenarioSet scenarios)
    {
        var volatility = (double)(snapshot.Parameters.Risk ?? RiskParameters.Default).DailyVolatility.ToDecimal();
        var (range, sigma) = (scenarios.ScanRangeOf(volatility), scenarios.SigmaOf(volatility));
        return (
            [.. scenarios.Grid.Select(scenario => Math.Exp(scenario.ScanRanges * range))],
            [.. Enumerable.Range(0, scenarios.History.Dates.Length).Select(day => Math.Exp(scenarios.History.MoveOf(snapshot.Market, day) * sigma))],
            [.. scenarios.Stress.Select(scenario => 1 + scenario.MoveOf(snapshot.Market).PriceFraction)]);
    }

    private static RiskArray Build(MarketSnapshot snapshot, ContractSnapshot contract, ScenarioSet scenarios, (double[] Grid, double[] Historical, double[] Stress) moves)
    {
        var (terms, mark) = (contract.Contract, contract.MarkPrice.ToDouble());
        var multiplier = terms.Multiplier.ToDouble();
        if (terms.Kind != ContractKind.Option) return new RiskArray(Linear(moves.Grid), Linear(moves.Historical), Linear(moves.Stress), multiplier * mark, scenarios);

        var option = OptionModel.Of(snapshot, contract);
        return new RiskArray(
            Repriced(moves.Grid, [.. scenarios.Grid.Select(scenario => VolatilityFactor(scenarios, scenario.Volatility, option.TimeYears * DaysPerYear) * option.TiltFactor(scenario.SkewTilt))]),
            Repriced(moves.Historical, [1]),
            Repriced(moves.Stress, [.. scenarios.Stress.Select(scenario => scenario.MoveOf(snapshot.Market).VolatilityFactor)]),
            multiplier * (option.ValueAt(1 + DeltaStep, 1) - option.ValueAt(1 - DeltaStep, 1)) / (2 * DeltaStep),
            scenarios);

        double[] Linear(double[] factors) => [.. factors.Select(factor => multiplier * mark * (factor - 1))];

        double[] Repriced(double[] factors, double[] volatilities) =>
            [.. option.ValuesAt(factors, volatilities).Select(value => multiplier * (value - option.ModelValue))];
    }
}
