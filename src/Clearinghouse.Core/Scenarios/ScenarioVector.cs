using System.Numerics;
using System.Runtime.InteropServices;

namespace Clearinghouse.Core.Scenarios;

/// <summary>The few operations on vectors of scenarios that margin is made of, as wide as the processor.</summary>
internal static class ScenarioVector
{
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
