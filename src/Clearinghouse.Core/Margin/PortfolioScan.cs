using System.Buffers;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// What a portfolio loses in every scenario. Held positions count with their sign; trades in flight count where they lose and never where they gain, since each may happen or not: an upper bound for whichever of them do.
/// </summary>
internal static class PortfolioScan
{
    /// <summary>The loss that margin must cover, not negative, and the scenario that decides it. Exposures come in order of market; those without a risk array are left out.</summary>
    public static ScanLoss Measure(ReadOnlySpan<ContractExposure> exposures, ScenarioSet scenarios, PortfolioMarginParameters parameters, bool withPending)
    {
        var (days, events, steps) = (scenarios.History.Dates.Length, scenarios.Stress.Length, scenarios.Grid.Length);
        var buffer = ArrayPool<double>.Shared.Rent(days + events + steps);
        try
        {
            var historical = buffer.AsSpan(0, days);
            var stress = buffer.AsSpan(days, events);
            var grid = buffer.AsSpan(days + events, steps);
            buffer.AsSpan(0, days + events).Clear();
            var grids = new GridLoss(scenarios);
            for (var i = 0; i < exposures.Length;)
            {
                grid.Clear();
                var first = exposures[i];
                for (; i < exposures.Length && exposures[i].Market == first.Market; i++)
                {
                    if (exposures[i].Array is not { } array) continue;
                    var held = exposures[i].Position.Quantity.ToDouble();
                    var (buys, sells) = withPending ? (exposures[i].PendingBuys.ToDouble(), exposures[i].PendingSells.ToDouble()) : (0, 0);
                    Add(historical, array.Historical, held, buys, sells);
                    Add(stress, array.Stress, held, buys, sells);
                    Add(grid, array.Grid, held, buys, sells);
                }

                grids.Add(first.Market, grid);
            }

            return Worst(scenarios, parameters, historical, stress, grids);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    /// <summary>The loss of one contract alone, so many of it.</summary>
    public static double Measure(RiskArray array, double held, ScenarioSet scenarios, PortfolioMarginParameters parameters)
    {
        var (historical, stress, grid) = (new double[array.Historical.Length], new double[array.Stress.Length], new double[array.Grid.Length]);
        Add(historical, array.Historical, held, 0, 0);
        Add(stress, array.Stress, held, 0, 0);
        Add(grid, array.Grid, held, 0, 0);
        var grids = new GridLoss(scenarios);
        grids.Add(default, grid);
        return Worst(scenarios, parameters, historical, stress, grids).Loss;
    }

    private static ScanLoss Worst(ScenarioSet scenarios, PortfolioMarginParameters parameters, Span<double> historical, Span<double> stress, GridLoss grids)
    {
        var (eventLoss, at) = (0.0, -1);
        for (var s = 0; s < stress.Length; s++)
            if (stress[s] * scenarios.Stress[s].Weight > eventLoss) (eventLoss, at) = (stress[s] * scenarios.Stress[s].Weight, s);

        // The worst day is looked for first, because the statistic reorders the days.
        var worstDay = historical.IsEmpty ? -1 : historical.IndexOf(ScenarioVector.Max(historical));
        var days = TailLoss.Of(historical, parameters.Statistic, parameters.Confidence);
        var worst = Math.Max(grids.Loss, Math.Max(days, eventLoss));
        if (worst <= 0) return default;
        return new ScanLoss(worst, worst.Equals(days) ? scenarios.History.NameOf(worstDay) : worst.Equals(grids.Loss) ? grids.Describe() : scenarios.Stress[at].Name);
    }

    private static void Add(Span<double> losses, ReadOnlySpan<double> profits, double held, double pendingBuys, double pendingSells)
    {
        if (held != 0) ScenarioVector.AddScaled(losses, profits, -held);
        if (pendingBuys != 0) ScenarioVector.AddScaledPositive(losses, profits, -pendingBuys);
        if (pendingSells != 0) ScenarioVector.AddScaledPositive(losses, profits, pendingSells);
    }
}
