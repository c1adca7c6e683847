using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>One venue in a report of a pool's venues.</summary>
/// <param name="Venue">The venue; the clearinghouse itself for what no venue brought.</param>
/// <param name="Status">Its standing; unknown for the clearinghouse.</param>
/// <param name="Exposure">What it brought.</param>
/// <param name="Fund">Its account with the default fund; null when it never paid in.</param>
/// <param name="OpenShare">Its share of all positions that venues brought; 0 when there are none.</param>
/// <param name="MarginShare">Its share of the margin that these positions need by themselves.</param>
/// <param name="Concentration">The limit of concentration that it is beyond; null for none.</param>
/// <param name="State">What the journal says of it; null for one that was admitted before that was journaled, and for the clearinghouse.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ProtocolLine")]
public sealed record ProtocolLine(
    [property: Id(0)] VenueId Venue,
    [property: Id(1)] ProtocolStatus Status,
    [property: Id(2)] ProtocolExposure Exposure,
    [property: Id(3)] MemberFund? Fund,
    [property: Id(4)] Ratio OpenShare,
    [property: Id(5)] Ratio MarginShare,
    [property: Id(6)] Refusal? Concentration,
    [property: Id(7)] ProtocolState? State);
