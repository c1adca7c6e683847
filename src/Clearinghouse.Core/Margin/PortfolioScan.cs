using System.Buffers;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// What a portfolio loses in every scenario. Held positions count with their sign; trades in flight count where they lose and never where they gain, since each may happen or not: an upper bound for whichever of them do.
/// </summary>
internal static class PortfolioScan
{
    private const int AtOnce = 5;

    /// <summary>The loss that margin must cover, not negative. Exposures come in order of market; those without a risk array are left out.</summary>
    public static double Measure(HeldContracts portfolio, ScenarioSet scenarios, PortfolioMarginParameters parameters, bool withPending)
    {
        var joint = ScenarioVector.Padded(scenarios.History.Dates.Length + scenarios.Stress.Length);
        var room = ArrayPool<double>.Shared.Rent(2 * joint);
        try
        {
            var losses = room.AsSpan(0, joint);
            AddJoint(losses, portfolio, withPending);
            return Worst(scenarios, parameters, losses, room.AsSpan(joint), new GridLoss(portfolio, scenarios, withPending).Loss);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(room);
        }
    }

    /// <summary>The scenario that decides that loss, for people; null when there is no loss.</summary>
    public static string? Describe(HeldContracts portfolio, ScenarioSet scenarios, PortfolioMarginParameters parameters, bool withPending)
    {
        var grids = new GridLoss(portfolio, scenarios, withPending);
        var losses = new double[ScenarioVector.Padded(scenarios.History.Dates.Length + scenarios.Stress.Length)];
        AddJoint(losses, portfolio, withPending);
        var worst = Worst(scenarios, parameters, losses, new double[losses.Length], grids.Loss);
        if (worst <= 0) return null;
        var (eventLoss, at) = WorstEvent(scenarios, losses);
        if (worst > Math.Max(grids.Loss, eventLoss)) return scenarios.History.NameOf(ScenarioVector.IndexOfMax(losses.AsSpan(0, scenarios.History.Dates.Length)));
        return worst.Equals(grids.Loss) ? grids.Describe() : scenarios.Stress[at].Name;
    }

    /// <summary>The loss of one contract alone, so many of it.</summary>
    public static double Measure(RiskArray array, double held, ScenarioSet scenarios, PortfolioMarginParameters parameters)
    {
        var joint = new double[array.PaddedJoint.Length];
        ScenarioVector.Scale(joint, array.PaddedJoint, -held);
        return Worst(scenarios, parameters, joint, new double[joint.Length], GridLoss.Of(array, held));
    }

    /// <summary>Days and events of all markets: what they share. Contracts are added in order, as many at once as registers hold.</summary>
    private static void AddJoint(Span<double> losses, HeldContracts portfolio, bool withPending)
    {
        var exposures = portfolio.Exposures;
        var held = portfolio.Quantities;
        var (i, adds) = (0, false);
        for (; i + AtOnce <= exposures.Length; i += AtOnce)
        {
            if (exposures[i].Array is { } a && exposures[i + 1].Array is { } b && exposures[i + 2].Array is { } c && exposures[i + 3].Array is { } d && exposures[i + 4].Array is { } e)
            {
                ScenarioVector.Combine(
                    losses, adds, a.PaddedJoint, -held[i], b.PaddedJoint, -held[i + 1], c.PaddedJoint, -held[i + 2], d.PaddedJoint, -held[i + 3], e.PaddedJoint, -held[i + 4]);
                adds = true;
                continue;
            }

            for (var j = i; j < i + AtOnce; j++) adds = Add(losses, exposures[j].Array, held[j], adds);
        }

        for (; i < exposures.Length; i++) adds = Add(losses, exposures[i].Array, held[i], adds);
        if (!adds) losses.Clear();
        if (!withPending) return;
        foreach (var exposure in exposures)
            if (exposure.Array is { } array) AddPending(losses, array.PaddedJoint, exposure);
    }

    /// <summary>Adds what is held of one contract, or begins with it; says whether the sum has begun.</summary>
    private static bool Add(Span<double> losses, RiskArray? array, double held, bool adds)
    {
        if (array is null) return adds;
        if (adds) ScenarioVector.AddScaled(losses, array.PaddedJoint, -held);
        else ScenarioVector.Scale(losses, array.PaddedJoint, -held);
        return true;
    }

    private static double Worst(ScenarioSet scenarios, PortfolioMarginParameters parameters, ReadOnlySpan<double> joint, Span<double> room, double grids) =>
        TailLoss.Of(joint[..scenarios.History.Dates.Length], parameters.Statistic, parameters.Confidence, room, Math.Max(grids, WorstEvent(scenarios, joint).Loss));

    /// <summary>The largest loss of a stress event as far as it counts, not negative, and which; below zero for none.</summary>
    internal static (double Loss, int At) WorstEvent(ScenarioSet scenarios, ReadOnlySpan<double> joint)
    {
        var (loss, at) = (0.0, -1);
        var stress = joint.Slice(scenarios.History.Dates.Length, scenarios.Stress.Length);
        for (var s = 0; s < stress.Length; s++)
            if (stress[s] * scenarios.Stress[s].Weight > loss) (loss, at) = (stress[s] * scenarios.Stress[s].Weight, s);
        return (loss, at);
    }

    internal static void AddPending(Span<double> losses, ReadOnlySpan<double> profits, ContractExposure exposure)
    {
        if (!exposure.PendingBuys.IsZero) ScenarioVector.AddScaledPositive(losses, profits, -exposure.PendingBuys.ToDouble());
        if (!exposure.PendingSells.IsZero) ScenarioVector.AddScaledPositive(losses, profits, exposure.PendingSells.ToDouble());
    }
}
