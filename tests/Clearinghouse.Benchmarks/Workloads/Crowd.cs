namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>Preparations for many, some at a time.</summary>
internal static class Crowd
{
    private const int AtATime = 64;

    /// <summary>Does something for each number from 0 to <paramref name="count"/> − 1.</summary>
    public static Task ForEachAsync(int count, Func<int, Task> body) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (number, _) => await body(number));
}
