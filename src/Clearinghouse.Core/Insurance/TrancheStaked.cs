using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>An underwriter paid in and got shares at the price of the moment, rounded down in favour of those who hold already.</summary>
/// <param name="Account">Who.</param>
/// <param name="Amount">What was paid in; positive.</param>
/// <param name="Shares">The new shares; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TrancheStaked")]
public sealed record TrancheStaked([property: Id(0)] AccountId Account, [property: Id(1)] Amount Amount, [property: Id(2)] Quantity Shares) : TrancheEvent;
