using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Waterfall;

/// <summary>What winners are paid when losers did not pay all.</summary>
/// <param name="InsuranceUsed">What insurance added.</param>
/// <param name="Shortfall">What the winners together do not get; zero when all is covered.</param>
/// <param name="Payments">What each winner is paid, in their order; they sum to what was there, or to the gains when that was more.</param>
public sealed record LossSharing(Amount InsuranceUsed, Amount Shortfall, ImmutableArray<Amount> Payments)
{
    /// <summary>
    /// Vega's rule: insurance fills the gap as far as it goes; then every winner gets the same part of its gain, rounded down to the quantum, and the last also the remainder.
    /// </summary>
    /// <param name="collected">What losers paid; not negative.</param>
    /// <param name="insurance">What insurance has; not negative.</param>
    /// <param name="gains">What winners are owed; not negative.</param>
    /// <param name="quantum">The step of payments; zero for the finest.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public static LossSharing ProRataGains(Amount collected, Amount insurance, ImmutableArray<Amount> gains, Amount quantum)
    {
        if (collected.IsNegative || insurance.IsNegative || gains.Any(gain => gain.IsNegative)) throw new ArgumentException("What was collected, insurance and gains are not negative.", nameof(gains));
        var total = gains.Aggregate(Amount.Zero, (sum, gain) => sum + gain);
        var used = Amount.Min(insurance, Amount.Max(Amount.Zero, total - collected));
        var available = collected + used;
        return available >= total
            ? new LossSharing(used, Amount.Zero, gains)
            : new LossSharing(used, total - available, AmountSplit.RemainderToLast(available, gains.AsSpan(), quantum));
    }
}
