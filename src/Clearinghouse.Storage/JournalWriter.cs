using System.Threading.Channels;
using Clearinghouse.Core.Journals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Storage;

/// <summary>
/// The one writer of a silo. Callers hand it segments and snapshots; it commits everything that waits in one transaction and
/// answers each caller after COMMIT. One caller's writes are committed in the order in which it made them.
/// </summary>
/// <remarks>
/// Built by whoever asks first, perhaps inside a grain: the loop is started on the thread pool, never on the scheduler of
/// that grain, which it would block for ever.
/// </remarks>
public sealed class JournalWriter : IAsyncDisposable
{
    private readonly IJournalStore _store;
    private readonly JournalWriterOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<PendingWrite> _queue;
    private readonly JournalMetrics _metrics;
    private readonly JournalOutage _outage;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    // Taken from the queue for one batch and found to be too much for it; the first of the next.
    private PendingWrite? _carried;

    /// <summary>Makes the writer and starts its loop.</summary>
    /// <param name="store">Where it writes.</param>
    /// <param name="options">Its limits.</param>
    /// <param name="time">The clock for snapshots' times, measurements and pauses.</param>
    /// <param name="logger">Hears of outages and recoveries.</param>
    public JournalWriter(IJournalStore store, IOptions<JournalWriterOptions> options, TimeProvider time, ILogger<JournalWriter> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _store = store;
        _options = options.Value;
        _time = time;
        _outage = new JournalOutage(time, logger);
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(_options.QueueCapacity) { SingleReader = true });
        _metrics = new JournalMetrics(() => QueueLength);

        // Without the caller's context: the loop must not carry the first caller's request or trace for ever.
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(RunAsync);
    }

    /// <summary>Whether writes reach the database at present.</summary>
    public JournalHealth Health => _outage.Health;

    /// <summary>How many accepted writes wait for a transaction.</summary>
    public int QueueLength => _queue.Reader.Count;

    /// <summary>Appends a segment. Waits while the queue is full, then until the segment is durable or fenced.</summary>
    /// <param name="segment">The segment, made by <see cref="HashChain.Seal"/>.</param>
    /// <returns><see cref="WriteOutcome.Fenced"/> when it does not follow the journal's last segment: another activation wrote, or an earlier append failed.</returns>
    /// <exception cref="JournalUnavailableException">The outcome is unknown, or the writer has stopped.</exception>
    /// <exception cref="ArgumentException">The segment is larger than <see cref="JournalWriterOptions.MaxItemBytes"/>.</exception>
    public ValueTask<WriteOutcome> AppendAsync(JournalSegment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return EnqueueAsync(new SegmentAppend(segment));
    }

    /// <summary>Writes a snapshot whose stored version is the expected one; its new version is one higher.</summary>
    /// <param name="key">The snapshot's key; 1 to 512 characters, no NUL.</param>
    /// <param name="payload">The content.</param>
    /// <param name="expectedVersion">The version last seen; 0 when there was none.</param>
    /// <returns><see cref="WriteOutcome.Fenced"/> when the stored version is another one.</returns>
    /// <exception cref="JournalUnavailableException">The outcome is unknown, or the writer has stopped.</exception>
    /// <exception cref="ArgumentException">The key, the version or the size is out of range.</exception>
    public ValueTask<WriteOutcome> WriteSnapshotAsync(string key, ReadOnlyMemory<byte> payload, long expectedVersion) =>
        EnqueueAsync(MakeSnapshotWrite(key, expectedVersion, payload));

    /// <summary>Clears a snapshot whose stored version is the expected one. The empty record keeps a version, one higher.</summary>
    /// <param name="key">The snapshot's key; 1 to 512 characters, no NUL.</param>
    /// <param name="expectedVersion">The version last seen; 0 when there was none.</param>
    /// <returns><see cref="WriteOutcome.Fenced"/> when the stored version is another one.</returns>
    /// <exception cref="JournalUnavailableException">The outcome is unknown, or the writer has stopped.</exception>
    /// <exception cref="ArgumentException">The key or the version is out of range.</exception>
    public ValueTask<WriteOutcome> ClearSnapshotAsync(string key, long expectedVersion) =>
        EnqueueAsync(MakeSnapshotWrite(key, expectedVersion, payload: null));

    /// <summary>Takes no more writes and returns when all that were accepted are committed (or have failed).</summary>
    public async Task StopAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _loop;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _metrics.Dispose();
        _stopping.Dispose();
    }

    private SnapshotWrite MakeSnapshotWrite(string key, long expectedVersion, ReadOnlyMemory<byte>? payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        if (key.Length > 512 || key.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A snapshot key has at most 512 characters and no NUL.", nameof(key));
        return new SnapshotWrite(key, expectedVersion, _time.GetUtcNow(), payload);
    }

    private async ValueTask<WriteOutcome> EnqueueAsync(WriteItem item)
    {
        // One write that no transaction can hold would fail all that share its batch.
        if (item.SizeBytes > _options.MaxItemBytes)
            throw new ArgumentException($"A write of {item.SizeBytes} bytes exceeds {JournalWriterOptions.SectionName}:{nameof(_options.MaxItemBytes)} = {_options.MaxItemBytes}.", nameof(item));
        var write = new PendingWrite(item);
        try
        {
            await _queue.Writer.WriteAsync(write);
        }
        catch (ChannelClosedException error)
        {
            throw new JournalUnavailableException("The journal writer has stopped; nothing was written.", error);
        }

        return await write.Outcome;
    }

    private async Task RunAsync()
    {
        var batch = new List<PendingWrite>();
        while (_carried is not null || await _queue.Reader.WaitToReadAsync())
        {
            TakeBatch(batch);
            if (!await CommitAsync(batch))
                await PauseAsync();
            batch.Clear();
        }
    }

    private void TakeBatch(List<PendingWrite> batch)
    {
        var bytes = 0L;
        while (batch.Count < _options.MaxBatchItems && TryTake(out var write))
        {
            bytes += write.Item.SizeBytes;
            if (bytes > _options.MaxBatchBytes && batch.Count > 0)
            {
                _carried = write;
                return;
            }

            batch.Add(write);
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PendingWrite? write)
    {
        (write, _carried) = (_carried, null);
        return write is not null || _queue.Reader.TryRead(out write);
    }

    // Whatever is thrown here is told to every caller of the batch and logged; the loop itself must outlive it.
    private async Task<bool> CommitAsync(List<PendingWrite> batch)
    {
        var started = _time.GetTimestamp();
        IReadOnlyList<WriteOutcome> outcomes;
        try
        {
            outcomes = await _store.CommitAsync(new WriteBatch([.. batch.Select(write => write.Item)]));
            if (outcomes.Count != batch.Count)
                throw new InvalidOperationException($"The store answered {outcomes.Count} outcomes for {batch.Count} items.");
        }
        catch (Exception error)
        {
            _metrics.Failed();
            _outage.Failed(error);
            foreach (var write in batch)
                write.Fail(new JournalUnavailableException("The database did not confirm a write; whether it is there is unknown. Read again before going on.", error));
            return false;
        }

        _metrics.Committed(_time.GetElapsedTime(started), batch.Count);
        _outage.Succeeded();
        for (var index = 0; index < batch.Count; index++)
            batch[index].Complete(outcomes[index]);
        return true;
    }

    private async Task PauseAsync()
    {
        var pause = Task.Delay(TimeSpan.FromMilliseconds(_options.FailurePauseMs), _time, _stopping.Token);

        // Only stopping ends the pause early, and then the rest of the queue is tried at once.
        await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
