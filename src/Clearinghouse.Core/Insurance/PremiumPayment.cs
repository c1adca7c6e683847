using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A tranche's part of the premium.</summary>
/// <param name="Tranche">The tranche.</param>
/// <param name="Amount">How much; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PremiumPayment")]
public sealed record PremiumPayment([property: Id(0)] string Tranche, [property: Id(1)] Amount Amount);
