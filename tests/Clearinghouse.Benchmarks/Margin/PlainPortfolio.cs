using System.Numerics;
using System.Runtime.InteropServices;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Benchmarks.Margin;

/// <summary>What a loop that knows nothing of margin makes of a portfolio: quantities times vectors, added up, and the largest loss.</summary>
/// <param name="quantities">By position.</param>
/// <param name="vectors">Profits of one contract, by position.</param>
internal sealed class PlainPortfolio(double[] quantities, double[][] vectors)
{
    [ThreadStatic]
    private static double[]? _sum;

    /// <summary>The same positions and vectors as a margin input's.</summary>
    public static PlainPortfolio Of(MarginInput input) => new(
        [.. input.Exposures.Select(exposure => exposure.Position.Quantity.ToDouble())],
        [.. input.Exposures.Select(exposure => exposure.Array!).Select(array => (double[])[.. array.Grid, .. array.Historical, .. array.Stress])]);

    /// <summary>Adds up and takes the largest.</summary>
    public double LargestLoss()
    {
        var sum = MemoryMarshal.Cast<double, Vector<double>>((_sum ??= new double[MarginWorld.Scenarios]).AsSpan());
        sum.Clear();
        for (var p = 0; p < quantities.Length; p++)
        {
            var factor = new Vector<double>(-quantities[p]);
            var vector = MemoryMarshal.Cast<double, Vector<double>>(vectors[p].AsSpan());
            for (var i = 0; i < sum.Length; i++) sum[i] = Vector.FusedMultiplyAdd(vector[i], factor, sum[i]);
        }

        var largest = sum[0];
        foreach (var losses in sum) largest = Vector.Max(largest, losses);
        var most = largest[0];
        for (var i = 1; i < Vector<double>.Count; i++) most = Math.Max(most, largest[i]);
        return most;
    }
}
