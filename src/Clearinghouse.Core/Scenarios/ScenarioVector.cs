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
}
