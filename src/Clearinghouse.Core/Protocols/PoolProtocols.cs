using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>The venues of a pool and their standing. A part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolProtocols")]
public sealed record PoolProtocols
{
    /// <summary>No venue.</summary>
    public static PoolProtocols None { get; } = new();

    /// <summary>By venue.</summary>
    [Id(0)] public ImmutableSortedDictionary<VenueId, ProtocolState> Venues { get; init; } = ImmutableSortedDictionary<VenueId, ProtocolState>.Empty;

    /// <summary>The venue; null for one that the journal does not know.</summary>
    public ProtocolState? Find(VenueId venue) => Venues.GetValueOrDefault(venue);

    /// <summary>With a venue changed.</summary>
    internal PoolProtocols With(ProtocolState state) => this with { Venues = Venues.SetItem(state.Venue, state) };
}
