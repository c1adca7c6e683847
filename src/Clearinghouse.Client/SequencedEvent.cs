namespace Clearinghouse.Client;

/// <summary>An event with its place in the journal behind the stream.</summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
/// <param name="Sequence">1, 2, 3, … without gaps: resume from the last one seen plus one.</param>
/// <param name="Event">The event.</param>
public readonly record struct SequencedEvent<TEvent>(long Sequence, TEvent Event);
