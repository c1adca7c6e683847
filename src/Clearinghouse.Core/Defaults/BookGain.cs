using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>What a pool's own book has gained on what it took over, once all of it is given back: what it offers to those who bore losses.</summary>
/// <param name="Book">The book's account.</param>
/// <param name="PoolCursor">The pool's last transfer that the book has booked: the pool takes a gain once for each.</param>
/// <param name="Amount">The book's cash; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BookGain")]
public sealed record BookGain([property: Id(0)] AccountId Book, [property: Id(1)] long PoolCursor, [property: Id(2)] Amount Amount);
