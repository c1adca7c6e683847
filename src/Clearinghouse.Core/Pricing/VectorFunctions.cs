using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Clearinghouse.Core.Pricing;

/// <summary>
/// The functions that Black-76 is made of, in four lanes and without a branch. They use sums, products, quotients and fused products only, each rounded as IEEE 754 says, so that every
/// processor gives the same bits; the framework's own vector functions promise neither that nor an error.
/// Coefficients were fitted for this file at 60 digits: interpolation of the exact function at nodes moved until the errors between them were level.
/// </summary>
internal static class VectorFunctions
{
    private const int MantissaBits = 52;
    private const double Ln2 = 0.6931471805599453;
    private const double Ln2Rest = 2.3190468138462996e-17;
    private const double InverseSqrtTwoPi = 0.39894228040143268;

    /// <summary>Beyond it Mills' ratio is not needed: the density there is zero.</summary>
    private const double LargestMillsArgument = 50;

    /// <summary>
    /// ln(x/y), within 4e-16 relative, also where the quotient is near one; x and y from 1e-100 to 1e100. The power of two nearest to the quotient is taken off x; the rest is
    /// 2 atanh of difference over sum, and that difference is exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogRatio(Vector256<double> x, Vector256<double> y)
    {
        // Bits of positive numbers grow as their logarithm does, to a tenth: rounding their difference gives the power. The bias keeps it positive.
        const long Half = 1L << (MantissaBits - 1);
        const long Bias = 1024;
        const long One = 1L << MantissaBits;
        var biased = Vector256.ShiftRightLogical(x.AsInt64() - y.AsInt64() + Vector256.Create(Half + (Bias * One)), MantissaBits);
        var power = (biased | Vector256.Create((double)One).AsInt64()).AsDouble() - Vector256.Create((double)(One + Bias));
        var scaled = (x.AsInt64() - Vector256.ShiftLeft(biased - Vector256.Create(Bias), MantissaBits)).AsDouble();

        var s = (scaled - y) / (scaled + y);
        var square = s * s;
        var fourth = square * square;
        var low = Sum(0.6666666666666694, 0.39999999999335556, 0.28571428836045637, 0.22222182776667082, square, fourth);
        var high = Vector256.FusedMultiplyAdd(fourth, Vector256.Create(0.1511848715592428), Sum(0.1818461024660192, 0.15283703746256175, square));
        var series = Vector256.FusedMultiplyAdd(high, fourth * fourth, low);
        var rest = Vector256.FusedMultiplyAdd(power, Vector256.Create(Ln2Rest), s * square * series) + s;
        return Vector256.FusedMultiplyAdd(power, Vector256.Create(Ln2), rest + s);
    }

    /// <summary>The standard normal density at x from 0 to 37.5, within (2 + x²) × 2e-16 relative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> NormalDensity(Vector256<double> x)
    {
        // exp(y) = 2ⁿ exp(r). Adding a number that has no bits left for fractions leaves the nearest integer in its lowest bits.
        const double Rounder = 1.5 * (1L << MantissaBits);
        const double Log2E = 1.4426950408889634;
        var y = x * x * -0.5;
        var rounded = Vector256.FusedMultiplyAdd(y, Vector256.Create(Log2E), Vector256.Create(Rounder));
        var n = rounded - Vector256.Create(Rounder);
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2), y);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Rest), r);

        var (square, fourth) = (r * r, r * r * (r * r));
        var high = Sum(2.4801521295954376e-05, 2.7557268459997064e-06, 2.7620088445409746e-07, 2.510038549551032e-08, r, square);
        var middle = Sum(0.0013888888917213717, 0.00019841269863053618, r);
        var low = Sum(0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062, r, square);
        var series = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(high, square, middle), fourth, low);
        var exponential = Vector256.FusedMultiplyAdd(square, series, r) + Vector256<double>.One;
        return (exponential.AsInt64() + Vector256.ShiftLeft(rounded.AsInt64(), MantissaBits)).AsDouble() * InverseSqrtTwoPi;
    }

    /// <summary>
    /// Mills' ratio of the normal distribution, N(−x)/φ(x), at two x from 0 to 50 (beyond, its value at 50), within 1e-15 relative: a quotient of polynomials whose coefficients are all
    /// positive, so that nothing cancels. Two at once because the chains of sums then share coefficients and fill the processor.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> X, Vector256<double> Y) MillsRatios(Vector256<double> x, Vector256<double> y)
    {
        x = Vector256.MinNative(x, Vector256.Create(LargestMillsArgument));
        y = Vector256.MinNative(y, Vector256.Create(LargestMillsArgument));
        var numerators = (X: Vector256.Create(0.9999999999988534), Y: Vector256.Create(0.9999999999988534));
        var denominators = (X: x + Vector256.Create(26.586268709885935), Y: y + Vector256.Create(26.586268709885935));
        numerators = Add(numerators, x, y, 26.586268710156787);
        denominators = Add(denominators, x, y, 347.7427865934489);
        numerators = Add(numerators, x, y, 346.74278656501093);
        denominators = Add(denominators, x, y, 2894.40495554361);
        numerators = Add(numerators, x, y, 2867.8186886036174);
        denominators = Add(denominators, x, y, 16789.75874672661);
        numerators = Add(numerators, x, y, 16445.015886538637);
        denominators = Add(denominators, x, y, 70370.01452465626);
        numerators = Add(numerators, x, y, 67555.370563017);
        denominators = Add(denominators, x, y, 214551.64769806195);
        numerators = Add(numerators, x, y, 198790.06869211604);
        denominators = Add(denominators, x, y, 467718.5794096583);
        numerators = Add(numerators, x, y, 405633.8194998596);
        denominators = Add(denominators, x, y, 695117.4271621746);
        numerators = Add(numerators, x, y, 525812.6236786039);
        denominators = Add(denominators, x, y, 634022.9132849566);
        numerators = Add(numerators, x, y, 336912.46845646563);
        denominators = Add(denominators, x, y, 268817.2569233963);
        return (numerators.X / denominators.X, numerators.Y / denominators.Y);
    }

    /// <summary>A step of Horner's scheme: sum × x + coefficient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> X, Vector256<double> Y) Add((Vector256<double> X, Vector256<double> Y) sums, Vector256<double> x, Vector256<double> y, double coefficient)
    {
        var shared = Vector256.Create(coefficient);
        return (Vector256.FusedMultiplyAdd(sums.X, x, shared), Vector256.FusedMultiplyAdd(sums.Y, y, shared));
    }

    /// <summary>c0 + c1 x, and with more coefficients by Estrin's scheme: pairs first, so that fewer sums wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Sum(double c0, double c1, Vector256<double> x) => Vector256.FusedMultiplyAdd(x, Vector256.Create(c1), Vector256.Create(c0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Sum(double c0, double c1, double c2, double c3, Vector256<double> x, Vector256<double> square) =>
        Vector256.FusedMultiplyAdd(Sum(c2, c3, x), square, Sum(c0, c1, x));
}
