namespace Clearinghouse.Grains.Journals;

/// <summary>Events that just became durable.</summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
/// <param name="FirstSequence">The sequence of the first.</param>
/// <param name="Events">The events, in order.</param>
internal readonly record struct EventBatchWritten<TEvent>(long FirstSequence, IReadOnlyList<TEvent> Events);
