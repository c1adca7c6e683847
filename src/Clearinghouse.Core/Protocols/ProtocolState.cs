using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>A venue's standing with its pool.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Status">What it may bring.</param>
/// <param name="Since">Since when.</param>
/// <param name="Sequence">Where the pool's journal says so.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ProtocolState")]
public sealed record ProtocolState(
    [property: Id(0)] VenueId Venue,
    [property: Id(1)] ProtocolStatus Status,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] long Sequence)
{
    /// <summary>Why it was expelled; null otherwise.</summary>
    [Id(4)] public string? Reason { get; init; }

    /// <summary>When the positions of its accounts begin to be closed; null for one that is not expelled.</summary>
    [Id(5)] public DateTimeOffset? CloseAt { get; init; }

    /// <summary>The venue that its accounts go to; null when none takes them.</summary>
    [Id(6)] public VenueId? PortedTo { get; init; }

    /// <summary>Venues whose accounts it consented to take over, in order.</summary>
    [Id(7)] public ImmutableSortedSet<VenueId> TakesOver { get; init; } = [];

    /// <summary>Whether its accounts have somewhere to go, or something to be done to them, at a time.</summary>
    public bool MovesAccountsAt(DateTimeOffset now) => PortedTo is not null || IsClosingAt(now);

    /// <summary>Whether positions of its accounts are to be closed at a time.</summary>
    public bool IsClosingAt(DateTimeOffset now) => Status == ProtocolStatus.Expelled && PortedTo is null && CloseAt <= now;

    /// <summary>Whether it may bring anything at all.</summary>
    [JsonIgnore]
    public bool IsMember => Status != ProtocolStatus.Unknown;
}
