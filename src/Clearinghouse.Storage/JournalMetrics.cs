using System.Diagnostics.Metrics;

namespace Clearinghouse.Storage;

/// <summary>What the writer reports to the meter <c>Clearinghouse</c>.</summary>
internal sealed class JournalMetrics : IDisposable
{
    private readonly Meter _meter = new("Clearinghouse");
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<int> _batchItems;
    private readonly Counter<long> _commitFailures;

    public JournalMetrics(Func<int> queueLength)
    {
        _commitDuration = _meter.CreateHistogram<double>("clearinghouse.journal.commit.duration", "s", "Time of one transaction of the journal writer.");
        _batchItems = _meter.CreateHistogram<int>("clearinghouse.journal.batch.items", "{item}", "Writes that shared one transaction.");
        _commitFailures = _meter.CreateCounter<long>("clearinghouse.journal.commit.failures", "{commit}", "Transactions that the database did not confirm.");
        _meter.CreateObservableGauge("clearinghouse.journal.queue.length", queueLength, "{item}", "Writes that wait for a transaction.");
    }

    public void Committed(TimeSpan duration, int items)
    {
        _commitDuration.Record(duration.TotalSeconds);
        _batchItems.Record(items);
    }

    public void Failed() => _commitFailures.Add(1);

    public void Dispose() => _meter.Dispose();
}
