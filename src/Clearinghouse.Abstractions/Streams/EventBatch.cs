using System.Collections.Immutable;

namespace Clearinghouse.Abstractions.Streams;

/// <summary>Consecutive events of one journal: what a stream carries, and what a read from a sequence on answers.</summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
/// <param name="FirstSequence">The sequence of the first event; the others follow without gaps.</param>
/// <param name="Events">The events; all durable. May be empty in an answer when there is nothing newer.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.EventBatch`1")]
public sealed record EventBatch<TEvent>(
    [property: Id(0)] long FirstSequence,
    [property: Id(1)] ImmutableArray<TEvent> Events)
{
    /// <summary>The sequence to read on from.</summary>
    public long NextSequence => FirstSequence + Events.Length;
}
