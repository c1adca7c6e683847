namespace Clearinghouse.Core.Pricing;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    private const double InverseSqrtPi = 0.56418958354775628695;
    private const double InverseSqrtTwoPi = 0.39894228040143267794;
    private const double SmallBound = 0.46875;

    /// <summary>Beyond it the result is below the smallest number.</summary>
    private const double LargestArgument = 27.3;

    private static readonly double[] SmallNumerator = [3.16112374387056560e00, 1.13864154151050156e02, 3.77485237685302021e02, 3.20937758913846947e03, 1.85777706184603153e-1];
    private static readonly double[] SmallDenominator = [2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03];

    private static readonly double[] MiddleNumerator =
    [
        5.64188496988670089e-1, 8.88314979438837594e00, 6.61191906371416295e01, 2.98635138197400131e02, 8.81952221241769090e02,
        1.71204761263407058e03, 2.05107837782607147e03, 1.23033935479799725e03, 2.15311535474403846e-8,
    ];

    private static readonly double[] MiddleDenominator =
    [
        1.57449261107098347e01, 1.17693950891312499e02, 5.37181101862009858e02, 1.62138957456669019e03,
        3.29079923573345963e03, 4.36261909014324716e03, 3.43936767414372164e03, 1.23033935480374942e03,
    ];

    private static readonly double[] LargeNumerator = [3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4, 1.63153871373020978e-2];
    private static readonly double[] LargeDenominator = [2.56852019228982242e00, 1.87295284992346725e00, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

    /// <summary>The density at x.</summary>
    public static double Density(double x) => InverseSqrtTwoPi * Math.Exp(-0.5 * x * x);

    /// <summary>The probability of a value up to x, accurate in relative terms far into the lower tail.</summary>
    public static double Cumulative(double x) => 0.5 * Erfc(-x / Math.Sqrt(2));

    /// <summary>The complementary error function, to about 1e-16 relative: W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).</summary>
    public static double Erfc(double x)
    {
        var y = Math.Abs(x);
        if (y <= SmallBound) return 1 - (x * SmallErf(y * y));
        if (y > LargestArgument) return x < 0 ? 2 : 0;
        var tail = y <= 4 ? Middle(y) : Large(y);

        // exp(−y²) in two factors, so that the rounding of y² does not count.
        var rounded = Math.Truncate(y * 16) / 16;
        tail *= Math.Exp(-rounded * rounded) * Math.Exp(-(y - rounded) * (y + rounded));
        return x < 0 ? 2 - tail : tail;
    }

    private static double SmallErf(double square)
    {
        var (numerator, denominator) = (SmallNumerator[4] * square, square);
        for (var i = 0; i < 3; i++) (numerator, denominator) = ((numerator + SmallNumerator[i]) * square, (denominator + SmallDenominator[i]) * square);
        return (numerator + SmallNumerator[3]) / (denominator + SmallDenominator[3]);
    }

    private static double Middle(double y)
    {
        var (numerator, denominator) = (MiddleNumerator[8] * y, y);
        for (var i = 0; i < 7; i++) (numerator, denominator) = ((numerator + MiddleNumerator[i]) * y, (denominator + MiddleDenominator[i]) * y);
        return (numerator + MiddleNumerator[7]) / (denominator + MiddleDenominator[7]);
    }

    private static double Large(double y)
    {
        var inverse = 1 / (y * y);
        var (numerator, denominator) = (LargeNumerator[5] * inverse, inverse);
        for (var i = 0; i < 4; i++) (numerator, denominator) = ((numerator + LargeNumerator[i]) * inverse, (denominator + LargeDenominator[i]) * inverse);
        return (InverseSqrtPi - (inverse * (numerator + LargeNumerator[4]) / (denominator + LargeDenominator[4]))) / y;
    }
}
