using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The account's venue was expelled and nobody took its accounts over: its positions are closed step by step from now on.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Sequence">Where the pool's journal says so.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ExpulsionBegun")]
public sealed record ExpulsionBegun([property: Id(0)] VenueId Venue, [property: Id(1)] long Sequence) : AccountEvent;
