using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Clearing;

/// <summary>What a decider says of a command: events to append, or why there are none.</summary>
/// <typeparam name="TEvent">The event type of the journal.</typeparam>
public readonly record struct Decision<TEvent>
{
    private Decision(CommandStatus status, ImmutableArray<TEvent> events, long existing, Refusal? refusal)
    {
        Status = status;
        Events = events;
        ExistingSequence = existing;
        Refusal = refusal;
    }

    /// <summary>Created when events are to be appended, or when what was taken is not journaled; otherwise nothing changes.</summary>
    public CommandStatus Status { get; }

    /// <summary>The events, in order; empty unless created. The command's own event is the first.</summary>
    public ImmutableArray<TEvent> Events { get; }

    /// <summary>Where the first outcome stands in the journal, when the command was done before.</summary>
    public long ExistingSequence { get; }

    /// <summary>Why it was refused; null otherwise.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The answer for a command that changes nothing.</summary>
    public CommandOutcome Outcome => new(Status, ExistingSequence, Refusal);

    /// <summary>Append these.</summary>
    public static Decision<TEvent> Accept(params ImmutableArray<TEvent> events) => new(CommandStatus.Created, events, 0, null);

    /// <summary>Refuse.</summary>
    public static Decision<TEvent> Refuse(Refusal refusal) => new(CommandStatus.Refused, [], 0, refusal);

    /// <summary>It was done before.</summary>
    public static Decision<TEvent> Exists(long sequence) => new(CommandStatus.Exists, [], sequence, null);

    /// <summary>What the window remembers of the command, as a decision.</summary>
    public static Decision<TEvent> From(CommandRecall recall) =>
        recall.Status == CommandStatus.Refused ? Refuse(recall.Refusal!) : new(recall.Status, [], recall.Sequence, null);
}
