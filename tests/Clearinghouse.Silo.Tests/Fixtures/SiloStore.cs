using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>One silo's way to the database. A test can cut it, as a dead process would be, break it for a while, hold commits back, and count what is read.</summary>
public sealed class SiloStore(IJournalStore inner) : IJournalStore
{
    private volatile bool _isCut;
    private volatile bool _isFull;
    private volatile TaskCompletionSource? _gate;
    private readonly ConcurrentDictionary<JournalId, long> _eventsRead = new();
    private int _failedCommits;
    private byte[]? _fatal;
    private bool _isKept;
    private bool _isHeard;

    /// <summary>Whether the silo is cut.</summary>
    public bool IsCut => _isCut;

    /// <summary>Events of a journal that were read so far.</summary>
    public long EventsReadOf(JournalId journal) => _eventsRead.GetValueOrDefault(journal);

    /// <summary>Commits that failed so far.</summary>
    public int FailedCommits => _failedCommits;

    /// <summary>The silo is dead: nothing it does reaches the database any more, and it does not hear of what it did last.</summary>
    public void Cut()
    {
        _isCut = true;
        _gate?.TrySetResult();
    }

    /// <summary>The silo dies at the next commit that holds an event: just after it is written, or just before.</summary>
    /// <param name="e">How the event is named in journals.</param>
    /// <param name="isKept">Whether the event is written.</param>
    public void CutAt(string e, bool isKept) => (_isKept, _isHeard, _fatal) = (isKept, false, Bytes(e));

    /// <summary>The silo dies after the next commit that holds an event: it is written, and the silo hears of it, but nothing that follows reaches the database.</summary>
    /// <param name="e">How the event is named in journals.</param>
    public void CutAfter(string e) => (_isKept, _isHeard, _fatal) = (true, true, Bytes(e));

    /// <summary>The disk is full, or no longer: commits fail, reads work.</summary>
    public void SetFull(bool isFull) => _isFull = isFull;

    /// <summary>Commits wait from now on until <see cref="OpenGate"/>.</summary>
    public void CloseGate() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Commits that wait go on.</summary>
    public void OpenGate()
    {
        _gate?.TrySetResult();
        _gate = null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WriteOutcome>> CommitAsync(WriteBatch batch, CancellationToken cancellationToken = default)
    {
        if (_gate is { } gate) await gate.Task;
        ThrowIfCut();
        if (_isFull)
        {
            Interlocked.Increment(ref _failedCommits);
            throw new IOException("No space left on device");
        }

        var isFatal = _fatal is { } fatal && batch.Items.OfType<SegmentAppend>().Any(append => append.Segment.Payload.Span.IndexOf(fatal) >= 0);
        if (isFatal && !_isKept) Cut();
        ThrowIfCut();
        var outcomes = await inner.CommitAsync(batch, cancellationToken);
        if (isFatal) Cut();
        if (!isFatal || !_isHeard) ThrowIfCut();
        return outcomes;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalSegment> ReadSegmentsAsync(
        JournalId journal, long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var segment in inner.ReadSegmentsAsync(journal, fromSequence, cancellationToken))
        {
            ThrowIfCut();
            _eventsRead.AddOrUpdate(journal, segment.Count, (_, count) => count + segment.Count);
            yield return segment;
        }
    }

    /// <inheritdoc/>
    public Task<JournalSegment?> ReadHeadAsync(JournalId journal, CancellationToken cancellationToken = default) => inner.ReadHeadAsync(journal, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalId> ListJournalsAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        inner.ListJournalsAsync(prefix, cancellationToken);

    /// <inheritdoc/>
    public Task<SnapshotRecord?> ReadSnapshotAsync(string key, CancellationToken cancellationToken = default) => inner.ReadSnapshotAsync(key, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SnapshotRecord> ListSnapshotsAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        inner.ListSnapshotsAsync(prefix, cancellationToken);

    private static byte[] Bytes(string e) => Encoding.UTF8.GetBytes($"\"event\":\"{e}\"");

    private void ThrowIfCut()
    {
        if (_isCut) throw new IOException("the silo was killed");
    }
}
