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

    /// <summary>Beyond it tails are not needed: they are zero.</summary>
    private const double LargestTailArgument = 50;

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

    /// <summary>exp(−x²/2) at x from 0 to 37.5, within (1 + x²) × 2e-16 relative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Gaussian(Vector256<double> x)
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
        return (exponential.AsInt64() + Vector256.ShiftLeft(rounded.AsInt64(), MantissaBits)).AsDouble();
    }

    /// <summary>
    /// N(−x) exp(x²/2), the normal distribution's tail in terms of <see cref="Gaussian"/> (Mills' ratio but for √2π), at two x from 0 to 50; beyond, its value at 50. A quotient of polynomials
    /// whose coefficients are all positive, so that nothing cancels: within 1e-15 relative, and nearest where tails are largest, so that N(−x) is within 2e-16. Two at once because the sums
    /// then share coefficients and fill the processor.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> X, Vector256<double> Y) TailRatios(Vector256<double> x, Vector256<double> y)
    {
        x = Vector256.MinNative(x, Vector256.Create(LargestTailArgument));
        y = Vector256.MinNative(y, Vector256.Create(LargestTailArgument));
        var numerators = (X: Vector256.Create(1.3761994481081102e-06), Y: Vector256.Create(1.3761994481081102e-06));
        var denominators = Add((Vector256.Create(3.4496204481651456e-06), Vector256.Create(3.4496204481651456e-06)), x, y, 9.302736461693372e-05);
        numerators = Add(numerators, x, y, 3.7112548980550506e-05);
        denominators = Add(denominators, x, y, 0.0012303333921062747);
        numerators = Add(numerators, x, y, 0.0004894558095976175);
        denominators = Add(denominators, x, y, 0.010335300414820734);
        numerators = Add(numerators, x, y, 0.004086075770508016);
        denominators = Add(denominators, x, y, 0.06042911596796807);
        numerators = Add(numerators, x, y, 0.023621025779165732);
        denominators = Add(denominators, x, y, 0.25504198503982234);
        numerators = Add(numerators, x, y, 0.09773518442346672);
        denominators = Add(denominators, x, y, 0.7824481867561522);
        numerators = Add(numerators, x, y, 0.28949570108953243);
        denominators = Add(denominators, x, y, 1.7153369688940614);
        numerators = Add(numerators, x, y, 0.5943877388675454);
        denominators = Add(denominators, x, y, 2.5624274414782424);
        numerators = Add(numerators, x, y, 0.7751949668826176);
        denominators = Add(denominators, x, y, 2.3482744945680976);
        numerators = Add(numerators, x, y, 0.5);
        denominators = Add(denominators, x, y, 1.0);
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
