using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>What is closed of one entry of a queue.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Closed">How much; from nothing to all of it.</param>
public sealed record QueueClosure(QueueEntry Entry, Rational Closed);
