using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>A part of what a member pays of its assessments, or of what a recovery forgives it.</summary>
/// <param name="Default">The default that it was assessed for.</param>
/// <param name="Venue">The member.</param>
/// <param name="Amount">How much; positive.</param>
/// <param name="PassedOn">Where the assessment was overdue and others bore it: how it goes back to them. Null where it was not.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AssessmentPayment")]
public sealed record AssessmentPayment(
    [property: Id(0)] DefaultId Default,
    [property: Id(1)] VenueId Venue,
    [property: Id(2)] Amount Amount,
    [property: Id(3)] RecoveryPlan? PassedOn = null);
