using System.Numerics;
using System.Runtime.InteropServices;

namespace Clearinghouse.Core.Scenarios;

/// <summary>Tail statistics of losses, one per scenario of equal probability.</summary>
public static class TailLoss
{
    private const int StackCount = 256;

    /// <summary>How many scenarios make the tail: (1 − confidence) × count, rounded up, at least one.</summary>
    public static int CountOf(int scenarios, double confidence) => Math.Clamp((int)Math.Ceiling(((1 - confidence) * scenarios) - 1e-9), 1, Math.Max(1, scenarios));

    /// <summary>The statistic, not negative: a portfolio that can't lose needs nothing.</summary>
    /// <param name="losses">Losses positive.</param>
    /// <param name="statistic">Which.</param>
    /// <param name="confidence">From 0 to below 1; the worst ignores it.</param>
    public static double Of(ReadOnlySpan<double> losses, TailStatistic statistic, double confidence)
    {
        if (losses.IsEmpty) return 0;
        if (statistic == TailStatistic.Worst) return Math.Max(0, ScenarioVector.Max(losses));
        var count = CountOf(losses.Length, confidence);
        var heap = count <= StackCount ? stackalloc double[count] : new double[count];
        KeepLargest(losses, heap);
        if (statistic == TailStatistic.ValueAtRisk) return Math.Max(0, heap[0]);
        var sum = 0.0;
        foreach (var loss in heap) sum += loss;
        return Math.Max(0, sum / count);
    }

    /// <summary>
    /// Keeps the largest values in a heap with the smallest of them on top. The tail is short, so after the first few nearly every value is smaller than the top, and whole vectors are passed over by one comparison.
    /// </summary>
    private static void KeepLargest(ReadOnlySpan<double> values, Span<double> heap)
    {
        values[..heap.Length].CopyTo(heap);
        for (var i = (heap.Length / 2) - 1; i >= 0; i--) SiftDown(heap, i);
        var rest = values[heap.Length..];
        var wide = MemoryMarshal.Cast<double, Vector<double>>(rest);
        for (var v = 0; v < wide.Length; v++)
            if (Vector.GreaterThanAny(wide[v], new Vector<double>(heap[0]))) Offer(rest.Slice(v * Vector<double>.Count, Vector<double>.Count), heap);
        Offer(rest[(wide.Length * Vector<double>.Count)..], heap);
    }

    private static void Offer(ReadOnlySpan<double> values, Span<double> heap)
    {
        foreach (var value in values)
        {
            if (value <= heap[0]) continue;
            heap[0] = value;
            SiftDown(heap, 0);
        }
    }

    private static void SiftDown(Span<double> heap, int index)
    {
        var value = heap[index];
        for (var child = (2 * index) + 1; child < heap.Length; child = (2 * index) + 1)
        {
            if (child + 1 < heap.Length && heap[child + 1] < heap[child]) child++;
            if (heap[child] >= value) break;
            heap[index] = heap[child];
            index = child;
        }

        heap[index] = value;
    }
}
