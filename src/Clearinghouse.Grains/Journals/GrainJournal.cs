using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Storage;

namespace Clearinghouse.Grains.Journals;

/// <summary>
/// One activation's hold on its journal. Events are appended in the order of decision and written in segments, one at a time: while one is
/// being committed, everything decided meanwhile gathers into the next. State may run ahead of what is durable; nothing is shown before
/// <see cref="WhenDurable"/>. After a failure the activation is finished: every call throws, and the grain rebuilds from the journal.
/// Used from the grain's own turns only.
/// </summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
internal sealed class GrainJournal<TEvent>
{
    /// <summary>Events of one segment at most.</summary>
    private const int MaxSegmentEvents = 2_048;

    private readonly IJournalStore _store;
    private readonly JournalWriter _writer;
    private readonly TimeProvider _clock;
    private readonly Action<EventBatchWritten<TEvent>> _onDurable;
    private readonly Action<Exception> _onFailure;
    private readonly Queue<PendingSegment<TEvent>> _pending = new();
    private PendingSegment<TEvent>? _gathering;
    private ReadOnlyMemory<byte> _headHash = HashChain.Genesis;
    private Exception? _failure;
    private bool _isWriting;
    private Task _lastOwned = Task.CompletedTask;
    private Task _last = Task.CompletedTask;

    public GrainJournal(
        JournalId id,
        IJournalStore store,
        JournalWriter writer,
        TimeProvider clock,
        Action<EventBatchWritten<TEvent>> onDurable,
        Action<Exception> onFailure)
    {
        Id = id;
        _store = store;
        _writer = writer;
        _clock = clock;
        _onDurable = onDurable;
        _onFailure = onFailure;
    }

    public JournalId Id { get; }

    /// <summary>The sequence of the last event appended.</summary>
    public long Sequence { get; private set; }

    /// <summary>The sequence of the last durable event.</summary>
    public long DurableSequence { get; private set; }

    /// <summary>Reads the journal from a sequence to its end, checking the chain, and takes up the writing after it.</summary>
    /// <exception cref="JournalCorruptException">The chain is broken.</exception>
    public async Task RecoverAsync(long fromSequence, Action<long, TEvent> replay)
    {
        JournalSegment? previous = null;
        await foreach (var segment in _store.ReadSegmentsAsync(Id, Math.Max(1, fromSequence)))
        {
            var isFirstRead = previous is null && segment.FirstSequence > 1;
            var verdict = isFirstRead
                ? HashChain.Verify(segment, segment.FirstSequence - 1, segment.PreviousHash.Span)
                : HashChain.Verify(segment, previous);
            if (verdict != ChainVerdict.Intact) throw new JournalCorruptException($"{Id} at {segment.FirstSequence}: {verdict}");
            foreach (var (sequence, e) in SegmentPayload.Read<TEvent>(segment))
                if (sequence >= fromSequence) replay(sequence, e);
            previous = segment;
        }

        previous ??= await _store.ReadHeadAsync(Id);
        if (previous is null) return;
        Sequence = DurableSequence = previous.LastSequence;
        _headHash = previous.Hash;
    }

    /// <summary>Appends an event that was just applied. Returns its sequence; wait for <see cref="WhenDurable"/> before answering.</summary>
    public long Append(TEvent e)
    {
        ThrowIfFailed();
        Gather(e);
        _lastOwned = _last;
        if (!_isWriting) _ = WriteAsync();
        return Sequence;
    }

    /// <summary>Appends events that were just applied and that are only true together: they are written in one segment. Returns the sequence of the first.</summary>
    public long Append(ImmutableArray<TEvent> events)
    {
        ThrowIfFailed();
        var first = Sequence + 1;
        if (_gathering?.Events.Count + events.Length > MaxSegmentEvents) _gathering = null;
        foreach (var e in events) Gather(e);
        _lastOwned = _last;
        if (!_isWriting) _ = WriteAsync();
        return first;
    }

    /// <summary>Appends an event that nobody waits for: it is written with the next segment, or by <see cref="Flush"/>.</summary>
    public long AppendLazily(TEvent e)
    {
        ThrowIfFailed();
        Gather(e);
        return Sequence;
    }

    /// <summary>Writes what was appended lazily. Returns when everything appended so far is durable.</summary>
    public Task Flush()
    {
        ThrowIfFailed();
        if (!_isWriting && _pending.Count > 0) _ = WriteAsync();
        return _last;
    }

    /// <summary>Completes when everything appended so far, but for what was appended lazily, is durable; throws when it can't be known to be.</summary>
    public Task WhenDurable()
    {
        ThrowIfFailed();
        return _lastOwned;
    }

    /// <summary>Events appended and not yet written.</summary>
    public long UnwrittenCount => Sequence - DurableSequence;

    /// <summary>True when an append failed: nothing more can be appended by this activation.</summary>
    public bool IsFailed => _failure is not null;

    /// <summary>Throws when an append failed: this activation's state may not be shown any more.</summary>
    public void ThrowIfFailed()
    {
        if (_failure is not null) throw new JournalUnavailableException($"{Id}: this activation stepped down after a failed append. Ask again with the same id.", _failure);
    }

    /// <summary>Reads durable events from a sequence on.</summary>
    public async Task<ImmutableArray<TEvent>> ReadAsync(long fromSequence, int most)
    {
        var events = ImmutableArray.CreateBuilder<TEvent>();
        if (fromSequence > DurableSequence) return [];
        await foreach (var segment in _store.ReadSegmentsAsync(Id, fromSequence))
        {
            foreach (var (sequence, e) in SegmentPayload.Read<TEvent>(segment))
            {
                if (sequence < fromSequence) continue;
                events.Add(e);
                if (events.Count == most) return events.ToImmutable();
            }
        }

        return events.ToImmutable();
    }

    private void Gather(TEvent e)
    {
        if (_gathering is null || _gathering.Events.Count >= MaxSegmentEvents) _pending.Enqueue(_gathering = new PendingSegment<TEvent>());
        _gathering.Events.Add(e);
        _gathering.Encoded.Add(CanonicalEncoding.Encode(e));
        _last = _gathering.Durable;
        Sequence++;
    }

    private async Task WriteAsync()
    {
        _isWriting = true;
        while (_pending.TryPeek(out var segment))
        {
            if (ReferenceEquals(segment, _gathering)) _gathering = null;
            try
            {
                await WriteAsync(segment);
            }
            catch (Exception error)
            {
                Fail(error);
                return;
            }

            _pending.Dequeue();
            segment.Complete();
        }

        _isWriting = false;
    }

    private async Task WriteAsync(PendingSegment<TEvent> pending)
    {
        var first = DurableSequence + 1;
        var segment = HashChain.Seal(Id, first, pending.Events.Count, _headHash, _clock.GetUtcNow(), SegmentPayload.Join(pending.Encoded));
        var outcome = await _writer.AppendAsync(segment);
        if (outcome == WriteOutcome.Fenced) throw new JournalUnavailableException($"{Id} at {first}: another activation wrote there first.");
        _headHash = segment.Hash;
        DurableSequence = segment.LastSequence;
        _onDurable(new EventBatchWritten<TEvent>(first, pending.Events));
    }

    private void Fail(Exception error)
    {
        _failure = error;
        _gathering = null;
        while (_pending.TryDequeue(out var segment))
            segment.Fail(new JournalUnavailableException($"{Id}: the append failed or its outcome is unknown. Ask again with the same id.", error));
        _onFailure(error);
    }
}
