using Clearinghouse.Core.Products;

namespace Clearinghouse.Core.Pricing;

/// <summary>
/// European options on a forward: F. Black, "The pricing of commodity contracts", Journal of Financial Economics 3 (1976). Plain and scalar: the reference for anything faster.
/// d1 = (ln(F/K) + σ²T/2) / (σ√T), d2 = d1 − σ√T; call = D (F N(d1) − K N(d2)), put = D (K N(−d2) − F N(−d1)).
/// </summary>
public static class Black76
{
    /// <summary>The value. Without time, volatility or a positive strike it is the discounted intrinsic value.</summary>
    /// <param name="right">Call or put.</param>
    /// <param name="forward">Forward price; above 0.</param>
    /// <param name="strike">Strike price.</param>
    /// <param name="volatility">Per year, as a fraction; not negative.</param>
    /// <param name="timeYears">To expiry; not negative.</param>
    /// <param name="discountFactor">Value today of 1 at expiry; above 0.</param>
    public static double Price(OptionRight right, double forward, double strike, double volatility, double timeYears, double discountFactor)
    {
        var deviation = volatility * Math.Sqrt(timeYears);
        if (!(deviation > 0) || strike <= 0 || forward <= 0) return discountFactor * Intrinsic(right, forward, strike);
        var d1 = D1(forward, strike, deviation);
        var sign = right == OptionRight.Call ? 1 : -1;
        var value = sign * ((forward * NormalDistribution.Cumulative(sign * d1)) - (strike * NormalDistribution.Cumulative(sign * (d1 - deviation))));
        return discountFactor * Math.Max(0, value);
    }

    /// <summary>The value with its sensitivities; parameters as in <see cref="Price"/>.</summary>
    public static OptionValue Evaluate(OptionRight right, double forward, double strike, double volatility, double timeYears, double discountFactor)
    {
        var price = Price(right, forward, strike, volatility, timeYears, discountFactor);
        var rate = timeYears > 0 ? -Math.Log(discountFactor) / timeYears : 0;
        var deviation = volatility * Math.Sqrt(timeYears);
        var sign = right == OptionRight.Call ? 1 : -1;
        if (!(deviation > 0) || strike <= 0 || forward <= 0)
            return new OptionValue(price, Intrinsic(right, forward, strike) > 0 ? sign * discountFactor : 0, 0, 0, rate * price);
        var d1 = D1(forward, strike, deviation);
        var density = discountFactor * NormalDistribution.Density(d1);
        return new OptionValue(
            price,
            sign * discountFactor * NormalDistribution.Cumulative(sign * d1),
            density / (forward * deviation),
            density * forward * Math.Sqrt(timeYears),
            (-density * forward * volatility / (2 * Math.Sqrt(timeYears))) + (rate * price));
    }

    private static double D1(double forward, double strike, double deviation) => (Math.Log(forward / strike) / deviation) + (deviation / 2);

    private static double Intrinsic(OptionRight right, double forward, double strike) => Math.Max(0, right == OptionRight.Call ? forward - strike : strike - forward);
}
