using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A recovery was paid out to those who bore the loss.</summary>
/// <param name="Default">The default.</param>
/// <param name="Amount">How much; positive.</param>
/// <param name="Payments">To whom; their sum is the amount.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LossRecovered")]
public sealed record LossRecovered([property: Id(0)] DefaultId Default, [property: Id(1)] Amount Amount, [property: Id(2)] ImmutableArray<TranchePayment> Payments) : TrancheEvent;
