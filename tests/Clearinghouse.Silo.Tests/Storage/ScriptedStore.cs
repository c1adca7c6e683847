using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>A store over another one whose commits can be made to wait or to fail; remembers the size of each batch.</summary>
public sealed class ScriptedStore(IJournalStore inner) : IJournalStore
{
    private readonly Queue<Exception> _failures = new();
    private TaskCompletionSource _gate = MakeGate(open: true);
    private TaskCompletionSource _entered = MakeGate(open: false);

    /// <summary>How many items each commit held, the failed ones included.</summary>
    public List<int> BatchSizes { get; } = [];

    /// <summary>Completes when a commit has begun since the gate was last closed.</summary>
    public Task CommitEntered => _entered.Task;

    /// <summary>The next commits fail so many times, before anything is written.</summary>
    public void FailNext(int times, string message)
    {
        for (var time = 0; time < times; time++)
            _failures.Enqueue(new IOException(message));
    }

    /// <summary>Commits wait from now on.</summary>
    public void CloseGate() => (_gate, _entered) = (MakeGate(open: false), MakeGate(open: false));

    /// <summary>Waiting commits go on.</summary>
    public void OpenGate() => _gate.TrySetResult();

    public async Task<IReadOnlyList<WriteOutcome>> CommitAsync(WriteBatch batch, CancellationToken cancellationToken = default)
    {
        BatchSizes.Add(batch.Items.Count);
        _entered.TrySetResult();
        await _gate.Task;
        if (_failures.TryDequeue(out var failure))
            throw failure;
        return await inner.CommitAsync(batch, cancellationToken);
    }

    public IAsyncEnumerable<JournalSegment> ReadSegmentsAsync(JournalId journal, long fromSequence, CancellationToken cancellationToken = default) =>
        inner.ReadSegmentsAsync(journal, fromSequence, cancellationToken);

    public Task<JournalSegment?> ReadHeadAsync(JournalId journal, CancellationToken cancellationToken = default) =>
        inner.ReadHeadAsync(journal, cancellationToken);

    public IAsyncEnumerable<JournalId> ListJournalsAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        inner.ListJournalsAsync(prefix, cancellationToken);

    public Task<SnapshotRecord?> ReadSnapshotAsync(string key, CancellationToken cancellationToken = default) =>
        inner.ReadSnapshotAsync(key, cancellationToken);

    public IAsyncEnumerable<SnapshotRecord> ListSnapshotsAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        inner.ListSnapshotsAsync(prefix, cancellationToken);

    private static TaskCompletionSource MakeGate(bool open)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (open)
            gate.SetResult();
        return gate;
    }
}
