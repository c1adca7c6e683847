using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Refusals;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>What a market must know of a venue: whether it is a member, and why it may bring no new risk now.</summary>
/// <param name="Status">Its standing.</param>
/// <param name="OnlyReduces">Why only trades pass that reduce the positions of both sides; null when all do.</param>
/// <param name="AffiliatesVersion">The version of the pool's groups of affiliates, which a market asks for when it knows another one.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.VenueStanding")]
public sealed record VenueStanding([property: Id(0)] ProtocolStatus Status, [property: Id(1)] Refusal? OnlyReduces = null, [property: Id(2)] long AffiliatesVersion = 0)
{
    /// <summary>A member that may bring everything.</summary>
    public static VenueStanding Active { get; } = new(ProtocolStatus.Active);

    /// <summary>No member.</summary>
    public static VenueStanding Unknown { get; } = new(ProtocolStatus.Unknown);

    /// <summary>Whether it may bring anything at all.</summary>
    public bool IsMember => Status != ProtocolStatus.Unknown;

    /// <summary>The standing of a venue by the pool's journal.</summary>
    /// <param name="state">What the journal says.</param>
    /// <param name="concentration">Why it is beyond a limit of concentration; null when it is not.</param>
    /// <param name="fund">What it owes the default fund; a venue that is late is told so first, because paying is in its own hands.</param>
    public static VenueStanding Of(ProtocolState state, Refusal? concentration, FundStanding fund)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(fund);
        return state.Status switch
        {
            ProtocolStatus.Suspended => new(state.Status, new Refusal(RefusalCode.VenueSuspended) { Subject = state.Venue.Value, Detail = $"since {state.Since:O}; trades that reduce both positions pass" }),
            ProtocolStatus.Expelled => new(state.Status, new Refusal(RefusalCode.VenueExpelled) { Subject = state.Venue.Value, Limit = state.CloseAt is { } closeAt ? $"{closeAt:O}" : null, Detail = state.Reason }),
            _ => new(state.Status, fund.FindLateness() ?? concentration),
        };
    }
}
