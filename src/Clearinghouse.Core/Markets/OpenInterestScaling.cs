using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Markets;

/// <summary>
/// Initial margin that grows with a contract's open interest, from the market's rate at the lower bound to the whole notional at the upper one (dYdX v4's open-interest margin fraction).
/// </summary>
/// <param name="LowerNotional">Open interest, at the mark, up to which nothing is added; not negative.</param>
/// <param name="UpperNotional">Open interest from which the whole notional is asked; above the lower bound.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.OpenInterestScaling")]
public sealed record OpenInterestScaling(
    [property: Id(0)] Amount LowerNotional,
    [property: Id(1)] Amount UpperNotional)
{
    /// <summary>The rate at an open interest. Rounded up to a part per million: against the trader.</summary>
    public Ratio Scale(Ratio rate, Amount openInterest)
    {
        var whole = Ratio.FromPpm(1_000_000);
        if (openInterest <= LowerNotional) return rate;
        if (openInterest >= UpperNotional) return whole;
        var share = (openInterest - LowerNotional).ToDouble() / (UpperNotional - LowerNotional).ToDouble();
        return Ratio.FromPpm(Math.Min(whole.Ppm, rate.Ppm + (long)Math.Ceiling((whole.Ppm - rate.Ppm) * share)));
    }
}
