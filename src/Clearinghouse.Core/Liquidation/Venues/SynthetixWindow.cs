using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation.Venues;

/// <summary>How much Synthetix liquidates in any window of time: what the fees of the market are meant to pay the impact for (perps v3).</summary>
/// <param name="MakerFee">A fraction.</param>
/// <param name="TakerFee">A fraction.</param>
/// <param name="SkewScale">The quantity at which the premium is 100 %.</param>
/// <param name="Multiplier">Of the capacity.</param>
/// <param name="WindowSeconds">Its length; positive.</param>
public sealed record SynthetixWindow(Rational MakerFee, Rational TakerFee, Rational SkewScale, Rational Multiplier, Rational WindowSeconds)
{
    /// <summary>What a window takes.</summary>
    public Rational Capacity => (MakerFee + TakerFee) * SkewScale * Multiplier * WindowSeconds;

    /// <summary>What each request executes, given those before it.</summary>
    /// <param name="openQuantity">To be liquidated; not negative.</param>
    /// <param name="requestsAtSeconds">Times, in order.</param>
    /// <exception cref="ArgumentException">Requests are not in order of time.</exception>
    public IReadOnlyList<Rational> Execute(Rational openQuantity, IReadOnlyList<Rational> requestsAtSeconds)
    {
        ArgumentNullException.ThrowIfNull(requestsAtSeconds);
        ArgumentOutOfRangeException.ThrowIfLessThan(openQuantity, Rational.Zero);
        var (executed, open) = (new List<Rational>(), openQuantity);
        for (var i = 0; i < requestsAtSeconds.Count; i++)
        {
            if (i > 0 && requestsAtSeconds[i] < requestsAtSeconds[i - 1]) throw new ArgumentException("Requests come in order of time.", nameof(requestsAtSeconds));
            var used = Enumerable.Range(0, i).Where(before => requestsAtSeconds[before] > requestsAtSeconds[i] - WindowSeconds).Aggregate(Rational.Zero, (sum, before) => sum + executed[before]);
            executed.Add(Rational.Min(open, Rational.Max(Rational.Zero, Capacity - used)));
            open -= executed[i];
        }

        return executed;
    }
}
