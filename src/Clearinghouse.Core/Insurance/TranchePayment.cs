using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>Money that a tranche pays out to an account.</summary>
/// <param name="Account">To whom.</param>
/// <param name="Amount">How much; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TranchePayment")]
public sealed record TranchePayment([property: Id(0)] AccountId Account, [property: Id(1)] Amount Amount);
