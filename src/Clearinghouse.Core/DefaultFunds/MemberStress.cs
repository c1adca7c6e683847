using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>One account in a stress scenario.</summary>
/// <param name="Member">Its name.</param>
/// <param name="StressLoss">What it loses; negative for a profit.</param>
/// <param name="InitialMargin">What it has put up for itself.</param>
/// <param name="Group">The group of affiliates that defaults together with it; null for none.</param>
/// <param name="Venue">The venue that brought it; null for none.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MemberStress")]
public sealed record MemberStress(
    [property: Id(0)] string Member,
    [property: Id(1)] Amount StressLoss,
    [property: Id(2)] Amount InitialMargin,
    [property: Id(3)] string? Group = null,
    [property: Id(4)] VenueId? Venue = null)
{
    /// <summary>The loss above its own margin; margin to spare covers nobody else.</summary>
    [JsonIgnore]
    public Amount Uncovered => Amount.Max(Amount.Zero, StressLoss - InitialMargin);
}
