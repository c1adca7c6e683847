using Clearinghouse.Benchmarks.Load;
using Clearinghouse.Benchmarks.Workloads;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Reports;

/// <summary>One workload on one database with so many calls in flight: medians over the repetitions, and ratios to the peers that ran in turn with it.</summary>
internal sealed record LoadRow
{
    /// <summary>The database.</summary>
    public required DatabaseKind Database { get; init; }

    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>Calls in flight.</summary>
    public required int InFlight { get; init; }

    /// <summary>Units (trades, calls, transfers) per second: the median.</summary>
    public required double PerSecond { get; init; }

    /// <summary>The slowest repetition.</summary>
    public required double LeastPerSecond { get; init; }

    /// <summary>The fastest repetition.</summary>
    public required double MostPerSecond { get; init; }

    /// <summary>Units per second until nothing was left to do: what accounts write later is in here.</summary>
    public required double SettledPerSecond { get; init; }

    /// <summary>Median latency, in milliseconds; null when nothing succeeded.</summary>
    public required double? P50Ms { get; init; }

    /// <summary>99th percentile of latency, in milliseconds.</summary>
    public required double? P99Ms { get; init; }

    /// <summary>Calls that threw or were refused, over all repetitions.</summary>
    public required long FailedCalls { get; init; }

    /// <summary>This rate in terms of the bare grain call; null when that was not measured.</summary>
    public double? TimesPing { get; init; }

    /// <summary>This rate in terms of the transfer by Orleans.Transactions.</summary>
    public double? TimesTransfer { get; init; }

    /// <summary>This rate in terms of <c>WriteStateAsync</c> per call.</summary>
    public double? TimesWriteState { get; init; }

    /// <summary>The rows of a section.</summary>
    public static IReadOnlyList<LoadRow> Summarize(int inFlight, IReadOnlyDictionary<LoadSubject, List<LoadSample>> samples)
    {
        var rows = samples.Select(pair => Summarize(inFlight, pair.Key, pair.Value)).ToList();
        return [.. rows.Select(row => row with
        {
            TimesPing = Ratio(row, WorkloadNames.Ping),
            TimesTransfer = Ratio(row, WorkloadNames.Transfer),
            TimesWriteState = Ratio(row, WorkloadNames.WriteState),
        })];

        double? Ratio(LoadRow row, string peer) =>
            rows.SingleOrDefault(other => other.Database == row.Database && other.Workload == peer) is { PerSecond: > 0 } found ? row.PerSecond / found.PerSecond : null;
    }

    private static LoadRow Summarize(int inFlight, LoadSubject subject, List<LoadSample> samples) => new()
    {
        Database = subject.Database,
        Workload = subject.Workload.Name,
        InFlight = inFlight,
        PerSecond = Median(samples.Select(sample => sample.PerSecond))!.Value,
        LeastPerSecond = samples.Min(sample => sample.PerSecond),
        MostPerSecond = samples.Max(sample => sample.PerSecond),
        SettledPerSecond = Median(samples.Select(sample => sample.SettledPerSecond))!.Value,
        P50Ms = Median(samples.Select(sample => sample.P50Ms).OfType<double>()),
        P99Ms = Median(samples.Select(sample => sample.P99Ms).OfType<double>()),
        FailedCalls = samples.Sum(sample => sample.FailedCalls),
    };

    /// <summary>The median; null of none.</summary>
    public static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0) return null;
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
