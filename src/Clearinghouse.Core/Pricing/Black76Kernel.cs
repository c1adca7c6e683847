using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Clearinghouse.Core.Pricing;

/// <summary>
/// Black-76 for four options at once. With l and h the lower and the higher of forward and strike, s the total standard deviation, a = ln(h/l)/s, near = a − s/2 and far = a + s/2, the
/// out-of-the-money option is worth l N(−near) − h N(−far); and l φ(near) = h φ(far), so one exponential serves both tails. The other option of the strike is worth the intrinsic value
/// more. Nothing large is subtracted from anything large: small values keep their digits.
/// </summary>
internal static class Black76Kernel
{
    private const double InverseSqrtTwoPi = 0.39894228040143268;
    private const double Least = 1e-100;
    private const double Most = 1e100;

    /// <summary>From here on the density counts as zero (it is 1e-306): beyond, its exponent would not fit a normal number.</summary>
    private const double LargestArgument = 37.5;

    /// <summary>A bit for every lane whose numbers the kernel does not take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint OutsideDomain(Vector256<double> forward, Vector256<double> strike, Vector256<double> deviation)
    {
        var (least, most) = (Vector256.Create(Least), Vector256.Create(Most));
        var above = Vector256.GreaterThanOrEqual(forward, least) & Vector256.GreaterThanOrEqual(strike, least) & Vector256.GreaterThanOrEqual(deviation, least);
        var below = Vector256.LessThanOrEqual(forward, most) & Vector256.LessThanOrEqual(strike, most) & Vector256.LessThanOrEqual(deviation, most);
        return (above & below).ExtractMostSignificantBits() ^ 0b1111;
    }

    /// <summary>Prices.</summary>
    /// <param name="puts">Every bit set where the option is a put.</param>
    /// <param name="forward">Forward prices.</param>
    /// <param name="strike">Strike prices.</param>
    /// <param name="deviation">Total standard deviations σ√T.</param>
    /// <param name="discount">Discount factors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Price(Vector256<double> puts, Vector256<double> forward, Vector256<double> strike, Vector256<double> deviation, Vector256<double> discount)
    {
        var (gaussian, near, far, isBeyond) = Tails(forward, strike, deviation);
        return discount * Undiscounted(puts, forward, strike, gaussian, near, far, isBeyond);
    }

    /// <summary>Prices and sensitivities; parameters as in <see cref="Price"/>.</summary>
    /// <param name="puts">Every bit set where the option is a put.</param>
    /// <param name="forward">Forward prices.</param>
    /// <param name="strike">Strike prices.</param>
    /// <param name="deviation">Total standard deviations σ√T.</param>
    /// <param name="discount">Discount factors.</param>
    /// <param name="sqrtYears">√T.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Black76Lanes Evaluate(
        Vector256<double> puts, Vector256<double> forward, Vector256<double> strike, Vector256<double> deviation, Vector256<double> discount, Vector256<double> sqrtYears)
    {
        var (gaussian, near, far, isBeyond) = Tails(forward, strike, deviation);
        var price = discount * Undiscounted(puts, forward, strike, gaussian, near, far, isBeyond);

        // d1 is −near where the forward is the lower, else far; the tail lies beyond |d1|.
        var isForwardLower = Vector256.LessThanOrEqual(forward, strike);
        var perForward = gaussian / forward;
        var tail = perForward * Vector256.ConditionalSelect(isForwardLower, near, far);
        var isTailOfCall = isForwardLower & isBeyond;
        var exercised = Vector256.ConditionalSelect(isTailOfCall ^ puts, tail, Vector256<double>.One - tail);
        var sign = puts & Vector256.Create(-0.0);
        var density = discount * InverseSqrtTwoPi;
        return new Black76Lanes(price, discount * (exercised ^ sign), density * perForward / (forward * deviation), density * gaussian * sqrtYears);
    }

    /// <summary>l exp(−near²/2), the tails in terms of it beyond |near| (times 1/l) and far (times 1/h), and whether near is not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Gaussian, Vector256<double> Near, Vector256<double> Far, Vector256<double> IsBeyond) Tails(
        Vector256<double> forward, Vector256<double> strike, Vector256<double> deviation)
    {
        var moneyness = Vector256.Abs(VectorFunctions.LogRatio(forward, strike)) / deviation;
        var half = deviation * 0.5;
        var near = moneyness - half;
        var distance = Vector256.Abs(near);
        var within = Vector256.MinNative(distance, Vector256.Create(LargestArgument));
        var gaussian = VectorFunctions.Gaussian(within) & Vector256.LessThan(distance, Vector256.Create(LargestArgument));
        var (nearRatio, farRatio) = VectorFunctions.TailRatios(within, moneyness + half);
        return (Vector256.MinNative(forward, strike) * gaussian, nearRatio, farRatio, Vector256.GreaterThanOrEqual(near, Vector256<double>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Undiscounted(
        Vector256<double> puts, Vector256<double> forward, Vector256<double> strike, Vector256<double> gaussian, Vector256<double> near, Vector256<double> far, Vector256<double> isBeyond)
    {
        // N(−near) is a tail where near is positive and one less a tail where it is not.
        var outside = Vector256.ConditionalSelect(isBeyond, gaussian * (near - far), Vector256.FusedMultiplyAdd(-gaussian, near + far, Vector256.MinNative(forward, strike)));
        var parity = (forward - strike) ^ (puts & Vector256.Create(-0.0));
        return Vector256.MaxNative(parity, Vector256<double>.Zero) + Vector256.MaxNative(outside, Vector256<double>.Zero);
    }
}
