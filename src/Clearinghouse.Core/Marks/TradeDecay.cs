using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>
/// The volume-weighted price of recent trades, of which older ones count less (Vega's mark from trades): sum of price × quantity × K over
/// sum of quantity × K, where K = 1 − weight × (age / horizon)^power.
/// </summary>
/// <param name="DecayWeight">How much of its weight a trade at the horizon has lost; from 0 (no decay) to 1 (all of it).</param>
/// <param name="DecayPower">How late the decay sets in: 1 is linear, more is later; 0 or more.</param>
/// <param name="HorizonSeconds">Seconds; trades of exactly that age are the last that count. 0 or more.</param>
public readonly record struct TradeDecay(Rational DecayWeight, Rational DecayPower, Rational HorizonSeconds)
{
    private const int ExactPowerMax = 16;

    /// <summary>The price; null when no trade inside the horizon has weight left.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The decay is out of range, or a trade's age or quantity is below 0.</exception>
    public Rational? PriceOf(ImmutableArray<AgedTrade> trades)
    {
        RequireInRange(DecayWeight.Sign >= 0 && DecayWeight <= 1, nameof(DecayWeight), DecayWeight);
        RequireInRange(DecayPower.Sign >= 0, nameof(DecayPower), DecayPower);
        RequireInRange(HorizonSeconds.Sign >= 0, nameof(HorizonSeconds), HorizonSeconds);
        var weighted = ImmutableArray.CreateBuilder<WeightedPrice>(trades.Length);
        foreach (var trade in trades)
        {
            RequireInRange(trade.AgeSeconds.Sign >= 0, nameof(trade.AgeSeconds), trade.AgeSeconds);
            RequireInRange(trade.Quantity.Sign >= 0, nameof(trade.Quantity), trade.Quantity);
            if (trade.AgeSeconds <= HorizonSeconds) weighted.Add(new(trade.Price, trade.Quantity * WeightAt(trade.AgeSeconds)));
        }

        return PriceAverages.WeightedMean(weighted.ToImmutable());
    }

    private Rational WeightAt(Rational ageSeconds)
    {
        var share = HorizonSeconds.Sign == 0 ? Rational.Zero : ageSeconds / HorizonSeconds;
        return Rational.One - (DecayWeight * PowerOf(share));
    }

    // Whole powers stay exact, because the mark is cut down to a tick; what is irrational anyway, or huge, may be a double.
    private Rational PowerOf(Rational share) => DecayPower.Denominator.IsOne && DecayPower <= ExactPowerMax
        ? share.Power((int)DecayPower.Numerator)
        : Rational.FromDouble(Math.Pow(share.ToDouble(), DecayPower.ToDouble()));

    private static void RequireInRange(bool isInRange, string name, Rational value)
    {
        if (!isInRange) throw new ArgumentOutOfRangeException(name, value.ToString(), "Out of range.");
    }
}
