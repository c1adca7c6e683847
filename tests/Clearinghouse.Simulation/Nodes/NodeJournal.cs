using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>An activation's hold on its journal: one segment under way, everything decided meanwhile in the next, and nobody answered before it is durable.</summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
internal sealed class NodeJournal<TEvent>(Disk disk, JournalId id, Node owner, Action<long, IReadOnlyList<TEvent>> onDurable)
{
    private readonly List<(long Sequence, Action Then)> _waiting = [];
    private List<TEvent> _gathering = [];
    private bool _isWriting;

    public long Sequence { get; private set; }

    public long DurableSequence { get; private set; }

    public void Recover() => Sequence = DurableSequence = disk.HeadOf(id);

    public void Append(TEvent e)
    {
        AppendLazily(e);
        Flush();
    }

    /// <summary>Appends events that are only true together: they stand in one segment.</summary>
    public void Append(IReadOnlyCollection<TEvent> events)
    {
        foreach (var e in events) AppendLazily(e);
        Flush();
    }

    public void AppendLazily(TEvent e)
    {
        _gathering.Add(e);
        Sequence++;
    }

    public void Flush()
    {
        if (_isWriting || _gathering.Count == 0) return;
        _isWriting = true;
        var (first, events) = (DurableSequence + 1, _gathering);
        _gathering = [];
        disk.Append(id, first, events, isDone => Written(first, events, isDone));
    }

    /// <summary>Does something when everything appended so far is durable.</summary>
    public void WhenDurable(Action then)
    {
        if (DurableSequence >= Sequence) then();
        else _waiting.Add((Sequence, then));
        Flush();
    }

    private void Written(long first, List<TEvent> events, bool isDone)
    {
        if (!owner.IsAlive) return;
        if (!isDone)
        {
            owner.Die("an append was fenced, or its outcome is unknown");
            return;
        }

        _isWriting = false;
        DurableSequence = first + events.Count - 1;
        onDurable(first, events);
        if (!owner.IsAlive) return;
        foreach (var (_, then) in _waiting.Where(waiting => waiting.Sequence <= DurableSequence).ToList()) then();
        _waiting.RemoveAll(waiting => waiting.Sequence <= DurableSequence);
        Flush();
    }
}
