using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
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

        var outcomes = await inner.CommitAsync(batch, cancellationToken);
        ThrowIfCut();
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

    private void ThrowIfCut()
    {
        if (_isCut) throw new IOException("the silo was killed");
    }
}
