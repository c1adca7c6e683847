using System.Buffers;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// What a portfolio loses in every scenario. Held positions count with their sign; trades in flight count where they lose and never where they gain, since each may happen or not: an upper bound for whichever of them do.
/// </summary>
internal static class PortfolioScan
{
    private const int AtOnce = 4;

    /// <summary>The loss that margin must cover, not negative, and the scenario that decides it. Exposures come in order of market; those without a risk array are left out.</summary>
    public static ScanLoss Measure(ReadOnlySpan<ContractExposure> exposures, ScenarioSet scenarios, PortfolioMarginParameters parameters, bool withPending)
    {
        var (days, joint) = (scenarios.History.Dates.Length, scenarios.History.Dates.Length + scenarios.Stress.Length);
        var (jointWidth, gridWidth) = (ScenarioVector.Padded(joint), ScenarioVector.Padded(scenarios.Grid.Length));
        var buffer = ArrayPool<double>.Shared.Rent(jointWidth + gridWidth);
        try
        {
            var losses = buffer.AsSpan(0, jointWidth);
            losses.Clear();
            AddJoint(losses, exposures, withPending);
            var grids = GridsOf(exposures, scenarios, buffer.AsSpan(jointWidth, gridWidth), withPending);
            return Worst(scenarios, parameters, losses[..days], losses[days..joint], grids);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    /// <summary>The loss of one contract alone, so many of it.</summary>
    public static double Measure(RiskArray array, double held, ScenarioSet scenarios, PortfolioMarginParameters parameters)
    {
        var (joint, grid) = (new double[array.PaddedJoint.Length], new double[array.WeightedGrid.Length]);
        ScenarioVector.AddScaled(joint, array.PaddedJoint, -held);
        ScenarioVector.AddScaled(grid, array.WeightedGrid, -held);
        var grids = new GridLoss(scenarios);
        grids.Add(null, grid);
        var days = scenarios.History.Dates.Length;
        return Worst(scenarios, parameters, joint.AsSpan(0, days), joint.AsSpan(days, scenarios.Stress.Length), grids).Loss;
    }

    /// <summary>Days and events of all markets: what they share. Contracts are added in order, as many at once as registers hold.</summary>
    private static void AddJoint(Span<double> losses, ReadOnlySpan<ContractExposure> exposures, bool withPending)
    {
        var i = 0;
        for (; i + AtOnce <= exposures.Length; i += AtOnce)
        {
            var (a, b, c, d) = (exposures[i], exposures[i + 1], exposures[i + 2], exposures[i + 3]);
            if (a.Array is { } first && b.Array is { } second && c.Array is { } third && d.Array is { } fourth)
            {
                ScenarioVector.AddScaled(losses, first.PaddedJoint, -HeldOf(a), second.PaddedJoint, -HeldOf(b), third.PaddedJoint, -HeldOf(c), fourth.PaddedJoint, -HeldOf(d));
                continue;
            }

            foreach (var exposure in exposures.Slice(i, AtOnce))
                if (exposure.Array is { } array) ScenarioVector.AddScaled(losses, array.PaddedJoint, -HeldOf(exposure));
        }

        for (; i < exposures.Length; i++)
            if (exposures[i].Array is { } array) ScenarioVector.AddScaled(losses, array.PaddedJoint, -HeldOf(exposures[i]));
        if (!withPending) return;
        foreach (var exposure in exposures)
            if (exposure.Array is { } array) AddPending(losses, array.PaddedJoint, exposure);
    }

    private static GridLoss GridsOf(ReadOnlySpan<ContractExposure> exposures, ScenarioSet scenarios, Span<double> grid, bool withPending)
    {
        var grids = new GridLoss(scenarios);
        for (var i = 0; i < exposures.Length;)
        {
            grid.Clear();
            var first = exposures[i];
            for (; i < exposures.Length && (ReferenceEquals(exposures[i].Snapshot, first.Snapshot) || exposures[i].Market == first.Market); i++)
            {
                if (exposures[i].Array is not { } array) continue;
                ScenarioVector.AddScaled(grid, array.WeightedGrid, -HeldOf(exposures[i]));
                if (withPending) AddPending(grid, array.WeightedGrid, exposures[i]);
            }

            grids.Add(first.Risk, grid);
        }

        return grids;
    }

    private static ScanLoss Worst(ScenarioSet scenarios, PortfolioMarginParameters parameters, ReadOnlySpan<double> historical, ReadOnlySpan<double> stress, GridLoss grids)
    {
        var (eventLoss, at) = (0.0, -1);
        for (var s = 0; s < stress.Length; s++)
            if (stress[s] * scenarios.Stress[s].Weight > eventLoss) (eventLoss, at) = (stress[s] * scenarios.Stress[s].Weight, s);

        var days = TailLoss.Of(historical, parameters.Statistic, parameters.Confidence);
        var worst = Math.Max(grids.Loss, Math.Max(days, eventLoss));
        if (worst <= 0) return default;
        if (worst.Equals(days)) return new ScanLoss(worst, scenarios.History.NameOf(historical.IndexOf(ScenarioVector.Max(historical))));
        return new ScanLoss(worst, worst.Equals(grids.Loss) ? grids.Describe() : scenarios.Stress[at].Name);
    }

    private static double HeldOf(ContractExposure exposure) => exposure.Position.Quantity.ToDouble();

    private static void AddPending(Span<double> losses, ReadOnlySpan<double> profits, ContractExposure exposure)
    {
        if (!exposure.PendingBuys.IsZero) ScenarioVector.AddScaledPositive(losses, profits, -exposure.PendingBuys.ToDouble());
        if (!exposure.PendingSells.IsZero) ScenarioVector.AddScaledPositive(losses, profits, exposure.PendingSells.ToDouble());
    }
}
