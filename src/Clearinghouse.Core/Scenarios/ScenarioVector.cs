using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Clearinghouse.Core.Scenarios;

/// <summary>The few operations on vectors of scenarios that margin is made of, as wide as the processor.</summary>
internal static class ScenarioVector
{
    private static readonly Vector256<int>[] PackingOrders = PackingOrdersOf();

    /// <summary>The length of a vector that holds so many values and no part of a processor's vector.</summary>
    public static int Padded(int count) => (count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

    /// <summary>sum := sum + a × first + b × second + c × third + d × fourth + e × fifth, in that order, or without the sum before: five contracts for one pass. All of the same whole number of vectors.</summary>
    public static void Combine(
        Span<double> sum,
        bool adds,
        ReadOnlySpan<double> first,
        double a,
        ReadOnlySpan<double> second,
        double b,
        ReadOnlySpan<double> third,
        double c,
        ReadOnlySpan<double> fourth,
        double d,
        ReadOnlySpan<double> fifth,
        double e)
    {
        var wideSum = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var wideFirst = MemoryMarshal.Cast<double, Vector<double>>(first)[..wideSum.Length];
        var wideSecond = MemoryMarshal.Cast<double, Vector<double>>(second)[..wideSum.Length];
        var wideThird = MemoryMarshal.Cast<double, Vector<double>>(third)[..wideSum.Length];
        var wideFourth = MemoryMarshal.Cast<double, Vector<double>>(fourth)[..wideSum.Length];
        var wideFifth = MemoryMarshal.Cast<double, Vector<double>>(fifth)[..wideSum.Length];
        var (wideA, wideB, wideC, wideD, wideE) = (new Vector<double>(a), new Vector<double>(b), new Vector<double>(c), new Vector<double>(d), new Vector<double>(e));
        for (var i = 0; i < wideSum.Length; i++)
        {
            var here = adds ? Vector.FusedMultiplyAdd(wideFirst[i], wideA, wideSum[i]) : wideFirst[i] * wideA;
            here = Vector.FusedMultiplyAdd(wideSecond[i], wideB, here);
            here = Vector.FusedMultiplyAdd(wideThird[i], wideC, here);
            here = Vector.FusedMultiplyAdd(wideFourth[i], wideD, here);
            wideSum[i] = Vector.FusedMultiplyAdd(wideFifth[i], wideE, here);
        }
    }

    /// <summary>sum := factor × values. Both of the same whole number of vectors.</summary>
    public static void Scale(Span<double> sum, ReadOnlySpan<double> values, double factor)
    {
        var wideSum = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var wideValues = MemoryMarshal.Cast<double, Vector<double>>(values)[..wideSum.Length];
        var wideFactor = new Vector<double>(factor);
        for (var i = 0; i < wideSum.Length; i++) wideSum[i] = wideValues[i] * wideFactor;
    }

    /// <summary>sum += factor × values.</summary>
    public static void AddScaled(Span<double> sum, ReadOnlySpan<double> values, double factor)
    {
        var wideSum = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var wideValues = MemoryMarshal.Cast<double, Vector<double>>(values);
        var wideFactor = new Vector<double>(factor);
        for (var i = 0; i < wideSum.Length; i++) wideSum[i] = Vector.FusedMultiplyAdd(wideValues[i], wideFactor, wideSum[i]);
        for (var i = wideSum.Length * Vector<double>.Count; i < sum.Length; i++) sum[i] = Math.FusedMultiplyAdd(values[i], factor, sum[i]);
    }

    /// <summary>sum += max(0, factor × values): what something that may or may not happen can only add.</summary>
    public static void AddScaledPositive(Span<double> sum, ReadOnlySpan<double> values, double factor)
    {
        var wideSum = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var wideValues = MemoryMarshal.Cast<double, Vector<double>>(values);
        var wideFactor = new Vector<double>(factor);
        for (var i = 0; i < wideSum.Length; i++) wideSum[i] += Vector.MaxNative(wideValues[i] * wideFactor, Vector<double>.Zero);
        for (var i = wideSum.Length * Vector<double>.Count; i < sum.Length; i++) sum[i] += Math.Max(values[i] * factor, 0);
    }

    /// <summary>The largest value; minus infinity of nothing.</summary>
    public static double Max(ReadOnlySpan<double> values)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var wideMax = new Vector<double>(double.NegativeInfinity);
        foreach (var vector in wide) wideMax = Vector.MaxNative(wideMax, vector);
        var max = double.NegativeInfinity;
        for (var i = 0; i < Vector<double>.Count; i++) max = Math.Max(max, wideMax[i]);
        for (var i = wide.Length * Vector<double>.Count; i < values.Length; i++) max = Math.Max(max, values[i]);
        return max;
    }

    /// <summary>Where the largest value stands, the first of equals; it must not be zero.</summary>
    public static int IndexOfMax(ReadOnlySpan<double> values) =>
        MemoryMarshal.Cast<double, long>(values).IndexOf(BitConverter.DoubleToInt64Bits(Max(values))); // numbers are searched for one by one, bits by the vector

    /// <summary>The smallest value; infinity of nothing.</summary>
    public static double Min(ReadOnlySpan<double> values)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var wideMin = new Vector<double>(double.PositiveInfinity);
        foreach (var vector in wide) wideMin = Vector.MinNative(wideMin, vector);
        var min = double.PositiveInfinity;
        for (var i = 0; i < Vector<double>.Count; i++) min = Math.Min(min, wideMin[i]);
        for (var i = wide.Length * Vector<double>.Count; i < values.Length; i++) min = Math.Min(min, values[i]);
        return min;
    }

    /// <summary>The largest value, and one that at least <see cref="LanesBelow"/> values are above: the least of what the lanes of several vectors found largest. Minus infinity for few values.</summary>
    public static (double Max, double Low) MaxAndLow(ReadOnlySpan<double> values)
    {
        const int unroll = 4;
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        if (wide.Length < unroll) return (Max(values), double.NegativeInfinity);
        var (first, second, third, fourth) = (wide[0], wide[1], wide[2], wide[3]);
        var i = unroll;
        ref var start = ref MemoryMarshal.GetReference(wide);
        for (; i + unroll <= wide.Length; i += unroll)
        {
            first = Vector.MaxNative(first, Unsafe.Add(ref start, i));
            second = Vector.MaxNative(second, Unsafe.Add(ref start, i + 1));
            third = Vector.MaxNative(third, Unsafe.Add(ref start, i + 2));
            fourth = Vector.MaxNative(fourth, Unsafe.Add(ref start, i + 3));
        }

        for (; i < wide.Length; i++) first = Vector.MaxNative(first, wide[i]);
        var max = LargestOf(Vector.MaxNative(Vector.MaxNative(first, second), Vector.MaxNative(third, fourth)));
        var low = -LargestOf(-Vector.MinNative(Vector.MinNative(first, second), Vector.MinNative(third, fourth)));
        for (var rest = wide.Length * Vector<double>.Count; rest < values.Length; rest++) max = double.MaxNative(max, values[rest]);
        return (max, low);
    }

    private static double LargestOf(Vector<double> values)
    {
        var largest = values[0];
        for (var lane = 1; lane < Vector<double>.Count; lane++) largest = double.MaxNative(largest, values[lane]);
        return largest;
    }

    /// <summary>How many values are at least above <see cref="MaxAndLow"/>'s lower one, unless some are equal.</summary>
    public static int LanesBelow => (4 * Vector<double>.Count) - 1;

    /// <summary>Copies the values that are at least a threshold, in order, and says how many they are. No branch on data where the processor can pack a vector.</summary>
    /// <param name="values">The values.</param>
    /// <param name="threshold">The least that is kept.</param>
    /// <param name="kept">Room for as many as there are values; what follows the kept ones is overwritten with anything.</param>
    public static int KeepAtLeast(ReadOnlySpan<double> values, double threshold, Span<double> kept)
    {
        kept = kept[..values.Length];
        var (count, i) = (0, 0);
        ref var target = ref MemoryMarshal.GetReference(kept);
        if (Avx512F.IsSupported)
        {
            var wide = MemoryMarshal.Cast<double, Vector512<double>>(values);
            var wideThreshold = Vector512.Create(threshold);
            foreach (var vector in wide)
            {
                var isKept = Vector512.GreaterThanOrEqual(vector, wideThreshold);
                Avx512F.Compress(Vector512<double>.Zero, isKept, vector).StoreUnsafe(ref target, (nuint)count); // within the room, as below
                count += BitOperations.PopCount(isKept.ExtractMostSignificantBits());
            }

            i = wide.Length * Vector512<double>.Count;
        }
        else if (Avx2.IsSupported)
        {
            var wide = MemoryMarshal.Cast<double, Vector256<double>>(values);
            var wideThreshold = Vector256.Create(threshold);
            ref var orders = ref MemoryMarshal.GetArrayDataReference(PackingOrders);
            foreach (var vector in wide)
            {
                var mask = Vector256.GreaterThanOrEqual(vector, wideThreshold).ExtractMostSignificantBits();

                // Never beyond the room: no more are kept before this vector than there are values before it.
                Avx2.PermuteVar8x32(vector.AsInt32(), Unsafe.Add(ref orders, mask)).AsDouble().StoreUnsafe(ref target, (nuint)count);
                count += BitOperations.PopCount(mask);
            }

            i = wide.Length * Vector256<double>.Count;
        }

        for (; i < values.Length; i++)
        {
            kept[count] = values[i];
            count += values[i] >= threshold ? 1 : 0;
        }

        return count;
    }

    /// <summary>For each set of four lanes the order, in halves of a lane, that moves them to the front.</summary>
    private static Vector256<int>[] PackingOrdersOf() => [.. Enumerable.Range(0, 16).Select(mask =>
    {
        int[] lanes = [.. Enumerable.Range(0, 4).OrderBy(lane => (mask >> lane & 1) == 0)];
        return Vector256.Create([.. lanes.SelectMany(lane => new[] { 2 * lane, (2 * lane) + 1 })]);
    })];

    /// <summary>How many values are above a threshold.</summary>
    public static int CountAbove(ReadOnlySpan<double> values, double threshold)
    {
        if (Vector512.IsHardwareAccelerated && values.Length >= Vector512<double>.Count) return CountAboveByMasks(values, threshold);
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var (wideThreshold, wideCount) = (new Vector<double>(threshold), Vector<long>.Zero);
        foreach (var vector in wide) wideCount -= Vector.GreaterThan(vector, wideThreshold); // true is minus one
        var count = (int)Vector.Sum(wideCount);
        for (var i = wide.Length * Vector<double>.Count; i < values.Length; i++) count += values[i] > threshold ? 1 : 0;
        return count;
    }

    /// <summary>The same by a bit per value, which wide vectors have; of the last vector, which overlaps, only what was not counted.</summary>
    private static int CountAboveByMasks(ReadOnlySpan<double> values, double threshold)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        var (wideThreshold, count, i) = (Vector512.Create(threshold), 0, 0);
        for (; i + Vector512<double>.Count <= values.Length; i += Vector512<double>.Count)
            count += BitOperations.PopCount(Vector512.GreaterThan(Vector512.LoadUnsafe(ref start, (nuint)i), wideThreshold).ExtractMostSignificantBits());
        if (i == values.Length) return count;
        var last = values.Length - Vector512<double>.Count;
        return count + BitOperations.PopCount(Vector512.GreaterThan(Vector512.LoadUnsafe(ref start, (nuint)last), wideThreshold).ExtractMostSignificantBits() >> (i - last));
    }

    /// <summary>The sum of the values above a threshold.</summary>
    public static double SumAbove(ReadOnlySpan<double> values, double threshold)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var (wideThreshold, wideSum) = (new Vector<double>(threshold), Vector<double>.Zero);
        foreach (var vector in wide) wideSum += Vector.ConditionalSelect(Vector.GreaterThan(vector, wideThreshold), vector, Vector<double>.Zero);
        var sum = Vector.Sum(wideSum);
        for (var i = wide.Length * Vector<double>.Count; i < values.Length; i++) sum += values[i] > threshold ? values[i] : 0;
        return sum;
    }

    /// <summary>The smallest of the values above a threshold; infinity when there are none.</summary>
    public static double MinAbove(ReadOnlySpan<double> values, double threshold)
    {
        var min = double.PositiveInfinity;
        foreach (var value in values)
            if (value > threshold && value < min) min = value;
        return min;
    }
}
