using System.Numerics;
using System.Runtime.InteropServices;

namespace Clearinghouse.Core.Scenarios;

/// <summary>The few operations on vectors of scenarios that margin is made of, as wide as the processor.</summary>
internal static class ScenarioVector
{
    /// <summary>The length of a vector that holds so many values and no part of a processor's vector.</summary>
    public static int Padded(int count) => (count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

    /// <summary>sum += a × first + b × second + c × third + d × fourth, in that order: four contracts for one pass over the sum. All of the same whole number of vectors.</summary>
    public static void AddScaled(Span<double> sum, ReadOnlySpan<double> first, double a, ReadOnlySpan<double> second, double b, ReadOnlySpan<double> third, double c, ReadOnlySpan<double> fourth, double d)
    {
        var wideSum = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var wideFirst = MemoryMarshal.Cast<double, Vector<double>>(first)[..wideSum.Length];
        var wideSecond = MemoryMarshal.Cast<double, Vector<double>>(second)[..wideSum.Length];
        var wideThird = MemoryMarshal.Cast<double, Vector<double>>(third)[..wideSum.Length];
        var wideFourth = MemoryMarshal.Cast<double, Vector<double>>(fourth)[..wideSum.Length];
        var (wideA, wideB, wideC, wideD) = (new Vector<double>(a), new Vector<double>(b), new Vector<double>(c), new Vector<double>(d));
        for (var i = 0; i < wideSum.Length; i++)
        {
            var here = Vector.FusedMultiplyAdd(wideFirst[i], wideA, wideSum[i]);
            here = Vector.FusedMultiplyAdd(wideSecond[i], wideB, here);
            here = Vector.FusedMultiplyAdd(wideThird[i], wideC, here);
            wideSum[i] = Vector.FusedMultiplyAdd(wideFourth[i], wideD, here);
        }
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
        for (var i = 0; i < wideSum.Length; i++) wideSum[i] += Vector.Max(wideValues[i] * wideFactor, Vector<double>.Zero);
        for (var i = wideSum.Length * Vector<double>.Count; i < sum.Length; i++) sum[i] += Math.Max(values[i] * factor, 0);
    }

    /// <summary>The largest value; minus infinity of nothing.</summary>
    public static double Max(ReadOnlySpan<double> values)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var wideMax = new Vector<double>(double.NegativeInfinity);
        foreach (var vector in wide) wideMax = Vector.Max(wideMax, vector);
        var max = double.NegativeInfinity;
        for (var i = 0; i < Vector<double>.Count; i++) max = Math.Max(max, wideMax[i]);
        for (var i = wide.Length * Vector<double>.Count; i < values.Length; i++) max = Math.Max(max, values[i]);
        return max;
    }

    /// <summary>The smallest value; infinity of nothing.</summary>
    public static double Min(ReadOnlySpan<double> values)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var wideMin = new Vector<double>(double.PositiveInfinity);
        foreach (var vector in wide) wideMin = Vector.Min(wideMin, vector);
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
        for (; i + unroll <= wide.Length; i += unroll)
        {
            first = Vector.Max(first, wide[i]);
            second = Vector.Max(second, wide[i + 1]);
            third = Vector.Max(third, wide[i + 2]);
            fourth = Vector.Max(fourth, wide[i + 3]);
        }

        for (; i < wide.Length; i++) first = Vector.Max(first, wide[i]);
        var (highest, lowest) = (Vector.Max(Vector.Max(first, second), Vector.Max(third, fourth)), Vector.Min(Vector.Min(first, second), Vector.Min(third, fourth)));
        var (max, low) = (highest[0], lowest[0]);
        for (var lane = 1; lane < Vector<double>.Count; lane++) (max, low) = (Math.Max(max, highest[lane]), Math.Min(low, lowest[lane]));
        for (var rest = wide.Length * Vector<double>.Count; rest < values.Length; rest++) max = Math.Max(max, values[rest]);
        return (max, low);
    }

    /// <summary>How many values are at least above <see cref="MaxAndLow"/>'s lower one, unless some are equal.</summary>
    public static int LanesBelow => (4 * Vector<double>.Count) - 1;

    /// <summary>How many values are above a threshold.</summary>
    public static int CountAbove(ReadOnlySpan<double> values, double threshold)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var (wideThreshold, wideCount) = (new Vector<double>(threshold), Vector<long>.Zero);
        foreach (var vector in wide) wideCount -= Vector.GreaterThan(vector, wideThreshold); // true is minus one
        var count = (int)Vector.Sum(wideCount);
        for (var i = wide.Length * Vector<double>.Count; i < values.Length; i++) count += values[i] > threshold ? 1 : 0;
        return count;
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
