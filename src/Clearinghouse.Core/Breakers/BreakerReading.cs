using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Breakers;

/// <summary>What one trigger sees.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Observed">What was observed, in the trigger's unit.</param>
/// <param name="Thresholds">What it is held against, in the same unit.</param>
/// <param name="WindowSeconds">The window it was observed over; null for triggers without one.</param>
/// <param name="ReferencePrice">The price a move is measured from; null for other triggers.</param>
public sealed record BreakerReading(
    BreakerTrigger Trigger,
    Ratio Observed,
    BreakerThresholds Thresholds,
    int? WindowSeconds = null,
    Price? ReferencePrice = null)
{
    /// <summary>What is observed over a limit, for comparing triggers of different units.</summary>
    public double SeverityOver(Ratio limit) => Observed.ToDouble() / limit.ToDouble();
}
