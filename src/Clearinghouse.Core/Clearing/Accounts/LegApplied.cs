using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>
/// A leg from a market's journal was applied. Written lazily: the market's journal can always supply it again.
/// The three amounts explain the leg; applying the event checks them.
/// </summary>
/// <param name="Leg">The leg.</param>
/// <param name="Realised">Profit (positive) or loss moved to cash.</param>
/// <param name="FundingPaid">Funding paid (positive) or received.</param>
/// <param name="Cash">Cash afterwards.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LegApplied")]
public sealed record LegApplied(
    [property: Id(0)] AccountLeg Leg,
    [property: Id(1)] Amount Realised,
    [property: Id(2)] Amount FundingPaid,
    [property: Id(3)] Amount Cash) : AccountEvent;
