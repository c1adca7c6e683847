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

    /// <summary>The loss that margin must cover, not negative, and the scenario that decides it. Exposures come in order of market; those without a risk array are left out.</summary>
    public static ScanLoss Measure(ReadOnlySpan<ContractExposure> exposures, ScenarioSet scenarios, PortfolioMarginParameters parameters, bool withPending)
    {
        var joint = ScenarioVector.Padded(scenarios.History.Dates.Length + scenarios.Stress.Length);
        var room = ArrayPool<double>.Shared.Rent(2 * joint);
        try
        {
            var losses = room.AsSpan(0, joint);
            AddJoint(losses, exposures, withPending);
            return Worst(scenarios, parameters, losses, room.AsSpan(joint), new GridLoss(exposures, scenarios, withPending));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(room);
        }
    }

    /// <summary>The loss of one contract alone, so many of it.</summary>
    public static double Measure(RiskArray array, double held, ScenarioSet scenarios, PortfolioMarginParameters parameters)
    {
        var joint = new double[array.PaddedJoint.Length];
        ScenarioVector.Scale(joint, array.PaddedJoint, -held);
        return Worst(scenarios, parameters, joint, new double[joint.Length], new GridLoss(array, held, scenarios)).Loss;
    }

    /// <summary>Days and events of all markets: what they share. Contracts are added in order, as many at once as registers hold.</summary>
    private static void AddJoint(Span<double> losses, ReadOnlySpan<ContractExposure> exposures, bool withPending)
    {
        var (i, adds) = (0, false);
        for (; i + AtOnce <= exposures.Length; i += AtOnce)
        {
            var (a, b, c, d, e) = (exposures[i], exposures[i + 1], exposures[i + 2], exposures[i + 3], exposures[i + 4]);
            if (a.Array is { } first && b.Array is { } second && c.Array is { } third && d.Array is { } fourth && e.Array is { } fifth)
            {
                ScenarioVector.Combine(
                    losses,
                    adds,
                    first.PaddedJoint,
                    -HeldOf(a),
                    second.PaddedJoint,
                    -HeldOf(b),
                    third.PaddedJoint,
                    -HeldOf(c),
                    fourth.PaddedJoint,
                    -HeldOf(d),
                    fifth.PaddedJoint,
                    -HeldOf(e));
                adds = true;
                continue;
            }

            foreach (var exposure in exposures.Slice(i, AtOnce)) adds = Add(losses, exposure, adds);
        }

        for (; i < exposures.Length; i++) adds = Add(losses, exposures[i], adds);
        if (!adds) losses.Clear();
        if (!withPending) return;
        foreach (var exposure in exposures)
            if (exposure.Array is { } array) AddPending(losses, array.PaddedJoint, exposure);
    }

    /// <summary>Adds what is held of one contract, or begins with it; says whether the sum has begun.</summary>
    private static bool Add(Span<double> losses, ContractExposure exposure, bool adds)
    {
        if (exposure.Array is not { } array) return adds;
        if (adds) ScenarioVector.AddScaled(losses, array.PaddedJoint, -HeldOf(exposure));
        else ScenarioVector.Scale(losses, array.PaddedJoint, -HeldOf(exposure));
        return true;
    }

    private static ScanLoss Worst(ScenarioSet scenarios, PortfolioMarginParameters parameters, ReadOnlySpan<double> joint, Span<double> room, GridLoss grids)
    {
        var historical = joint[..scenarios.History.Dates.Length];
        var stress = joint.Slice(historical.Length, scenarios.Stress.Length);
        var (eventLoss, at) = (0.0, -1);
        for (var s = 0; s < stress.Length; s++)
            if (stress[s] * scenarios.Stress[s].Weight > eventLoss) (eventLoss, at) = (stress[s] * scenarios.Stress[s].Weight, s);

        var ofMarketsAndEvents = Math.Max(grids.Loss, eventLoss);
        var worst = TailLoss.Of(historical, parameters.Statistic, parameters.Confidence, room, ofMarketsAndEvents);
        if (worst <= 0) return default;
        if (worst > ofMarketsAndEvents) return new ScanLoss(worst, scenarios.History.NameOf(ScenarioVector.IndexOfMax(historical)));
        return new ScanLoss(worst, worst.Equals(grids.Loss) ? grids.Describe() : scenarios.Stress[at].Name);
    }

    internal static double HeldOf(ContractExposure exposure) => exposure.Position.Quantity.ToDouble();

    internal static void AddPending(Span<double> losses, ReadOnlySpan<double> profits, ContractExposure exposure)
    {
        if (!exposure.PendingBuys.IsZero) ScenarioVector.AddScaledPositive(losses, profits, -exposure.PendingBuys.ToDouble());
        if (!exposure.PendingSells.IsZero) ScenarioVector.AddScaledPositive(losses, profits, exposure.PendingSells.ToDouble());
    }
}
