using Clearinghouse.Core.Products;

namespace Clearinghouse.Core.Pricing;

/// <summary>Finds the volatility at which Black-76 gives a price.</summary>
public static class ImpliedVolatility
{
    private const double Highest = 100;
    private const int MostSteps = 200;

    /// <summary>
    /// The volatility per year; null where the price lies outside the bounds that hold without arbitrage, where no time is left, or where it says nothing of volatility (at the lower bound).
    /// Newton's method inside a bracket that always holds the answer, on the out-of-the-money side, where nothing cancels.
    /// </summary>
    /// <param name="right">Call or put.</param>
    /// <param name="forward">Forward price; above 0.</param>
    /// <param name="strike">Strike price; above 0.</param>
    /// <param name="timeYears">To expiry.</param>
    /// <param name="discountFactor">Value today of 1 at expiry; above 0.</param>
    /// <param name="price">The option's price.</param>
    public static double? Find(OptionRight right, double forward, double strike, double timeYears, double discountFactor, double price)
    {
        if (!(forward > 0 && strike > 0 && timeYears > 0 && discountFactor > 0)) return null;

        // Parity: an in-the-money option less its intrinsic value is the out-of-the-money one of the same strike.
        var intrinsic = Math.Max(0, right == OptionRight.Call ? forward - strike : strike - forward);
        var timeValue = (price / discountFactor) - intrinsic;
        var outside = forward > strike ? OptionRight.Put : OptionRight.Call;
        if (!(timeValue > 0) || timeValue >= Math.Min(forward, strike)) return null;

        var (low, high, volatility) = (0.0, Highest, Start(forward, strike, timeYears));
        for (var step = 0; step < MostSteps; step++)
        {
            var value = Black76.Evaluate(outside, forward, strike, volatility, timeYears, 1);
            if (value.Price > timeValue) high = volatility;
            else low = volatility;
            var next = volatility - ((value.Price - timeValue) / value.Vega);
            if (!(next > low && next < high)) next = (low + high) / 2;
            if (Math.Abs(next - volatility) <= 1e-14 * volatility || high - low <= 1e-15 * high) return next;
            volatility = next;
        }

        return volatility;
    }

    /// <summary>Where the price is steepest in volatility, so that Newton's method closes in from one side (Manaster and Koehler, 1982).</summary>
    private static double Start(double forward, double strike, double timeYears) =>
        Math.Max(Math.Sqrt(2 * Math.Abs(Math.Log(forward / strike)) / timeYears), 0.1);
}
