using System.Collections.Immutable;
using System.Text.Json;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Grains.Failures;
using Clearinghouse.Storage;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Journals;

/// <summary>
/// A grain whose state is the fold of its journal. It loads the last snapshot, folds what came after, and from then on decides, applies, appends and answers
/// when durable. Every so many events it writes a snapshot; durable events go out on a stream.
/// </summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
/// <typeparam name="TState">The ledger as data.</typeparam>
public abstract class LedgerGrain<TEvent, TState> : Grain
    where TState : class
{
    /// <summary>The longest answer to a read of events.</summary>
    private const int MostEventsRead = 4_096;

    private readonly IPersistentState<LedgerSnapshot> _snapshot;
    private StreamTail<TEvent>? _tail;
    private bool _isWritingSnapshot;

    /// <summary>A grain over a context and the place of its snapshots.</summary>
    protected LedgerGrain(LedgerGrainContext context, IPersistentState<LedgerSnapshot> snapshot)
    {
        Context = context;
        _snapshot = snapshot;
        Logger = context.Loggers.CreateLogger(GetType());
    }

    /// <summary>What the silo provides.</summary>
    protected LedgerGrainContext Context { get; }

    /// <summary>The grain's logger.</summary>
    protected ILogger Logger { get; }

    /// <summary>The time to decide by.</summary>
    protected DateTimeOffset Now => Context.Clock.GetUtcNow();

    /// <summary>The journal.</summary>
    private protected GrainJournal<TEvent> Journal { get; private set; } = null!;

    /// <summary>The journal's name.</summary>
    protected abstract JournalId JournalName { get; }

    /// <summary>The stream of durable events; null for none.</summary>
    protected abstract StreamId? Stream { get; }

    /// <inheritdoc/>
    public sealed override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RecoverAsync();
            await OnRecoveredAsync();
        }
        catch (Exception error) when (LostInfrastructure.Caused(error))
        {
            throw LostInfrastructure.Explain(error);
        }
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // The last writes of a node that stops are left to the journal: its streams may be gone already.
        _tail = null;
        try
        {
            if (Journal is not null) await Journal.Flush();
        }
        catch (JournalUnavailableException error)
        {
            Logger.LogWarning(error, "{Journal} was left with events that are not in its own journal; markets supply them again", JournalName);
        }
    }

    /// <summary>The state is rebuilt; the grain may prepare for its first call.</summary>
    protected virtual Task OnRecoveredAsync() => Task.CompletedTask;

    /// <summary>Starts from a snapshot, or from nothing when null. Returns the sequence to read the journal from.</summary>
    protected abstract long Restore(TState? state);

    /// <summary>Folds an event in.</summary>
    protected abstract void Fold(long sequence, TEvent e);

    /// <summary>Sees an event again that the snapshot already contains.</summary>
    protected virtual void Recall(long sequence, TEvent e)
    {
    }

    /// <summary>The ledger as data, for a snapshot.</summary>
    protected abstract TState Capture();

    /// <summary>Events became durable and may be shown.</summary>
    protected virtual void AfterDurable(long firstSequence, IReadOnlyList<TEvent> events)
    {
    }

    /// <summary>Applies and appends an event; nothing is shown before it is durable. Returns its sequence.</summary>
    protected long Append(TEvent e)
    {
        Journal.ThrowIfFailed();
        Fold(Journal.Sequence + 1, e);
        return Journal.Append(e);
    }

    /// <summary>Applies events that are durable together or not at all. Returns the sequence of the first; of the last event so far for none.</summary>
    protected long Append(ImmutableArray<TEvent> events)
    {
        Journal.ThrowIfFailed();
        if (events.IsEmpty) return Journal.Sequence;
        foreach (var (i, e) in events.Index()) Fold(Journal.Sequence + 1 + i, e);
        return Journal.Append(events);
    }

    /// <summary>Applies an event that another journal can supply again, and appends it with the next write.</summary>
    protected long AppendLazily(TEvent e)
    {
        Journal.ThrowIfFailed();
        Fold(Journal.Sequence + 1, e);
        return Journal.AppendLazily(e);
    }

    /// <summary>Carries a decision out and answers when it is durable.</summary>
    protected async Task<CommandOutcome> Commit(Decision<TEvent> decision)
    {
        var first = Append(decision.Events);
        await Journal.WhenDurable();
        return decision.Events.IsEmpty ? decision.Outcome : new CommandOutcome(CommandStatus.Created, first);
    }

    /// <summary>Durable events from a sequence on.</summary>
    protected async Task<EventBatch<TEvent>> ReadDurable(long fromSequence, int most)
    {
        Journal.ThrowIfFailed();
        var from = Math.Max(1, fromSequence);
        return new EventBatch<TEvent>(from, await Journal.ReadAsync(from, Math.Clamp(most, 1, MostEventsRead)));
    }

    private async Task RecoverAsync()
    {
        Journal = new GrainJournal<TEvent>(JournalName, Context.Store, Context.Writer, Context.Clock, OnDurable, OnAppendFailed);
        if (Stream is { } stream && Context.Options.PublishStreams)
            _tail = new StreamTail<TEvent>(this.GetStreamProvider(ClearinghouseStreams.Provider).GetStream<EventBatch<TEvent>>(stream), Logger);

        var restored = _snapshot.RecordExists ? _snapshot.State.Sequence : 0;
        var from = Restore(_snapshot.RecordExists ? _snapshot.State.State.Deserialize(CanonicalEncoding.TypeInfo<TState>()) : null);
        await Journal.RecoverAsync(from, (sequence, e) =>
        {
            if (sequence <= restored) Recall(sequence, e);
            else Fold(sequence, e);
        });
        if (Journal.Sequence < restored) throw new JournalCorruptException($"{JournalName} ends at {Journal.Sequence}, before its snapshot at {restored}");
    }

    private void OnDurable(EventBatchWritten<TEvent> written)
    {
        _tail?.Publish(new EventBatch<TEvent>(written.FirstSequence, [.. written.Events]));
        AfterDurable(written.FirstSequence, written.Events);
        if (!_isWritingSnapshot && Journal.DurableSequence - _snapshot.State.Sequence >= Context.Options.SnapshotIntervalEvents) _ = WriteSnapshotAsync();
    }

    /// <summary>Captures now, writes once everything captured is durable: a snapshot never runs ahead of its journal.</summary>
    private async Task WriteSnapshotAsync()
    {
        _isWritingSnapshot = true;
        try
        {
            var captured = Journal.Sequence;
            var state = JsonSerializer.SerializeToElement(Capture(), CanonicalEncoding.TypeInfo<TState>());
            await Journal.Flush();
            _snapshot.State = new LedgerSnapshot { Journal = JournalName.Value, Sequence = captured, State = state };
            await _snapshot.WriteStateAsync();
        }
        catch (Exception error)
        {
            // The journal is the truth and the next interval tries again; but whoever overtook this activation's snapshot has overtaken the activation.
            Logger.LogWarning(error, "{Journal}: no snapshot was written", JournalName);
            if (error is Orleans.Storage.InconsistentStateException) DeactivateOnIdle();
        }
        finally
        {
            _isWritingSnapshot = false;
        }
    }

    private void OnAppendFailed(Exception error)
    {
        Logger.LogError(error, "{Journal}: an append failed; this activation steps down and the next rebuilds from the journal", JournalName);
        DeactivateOnIdle();
    }
}
