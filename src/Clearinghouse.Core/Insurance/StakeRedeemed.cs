using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>Shares were paid out and cancelled, at the price of the moment, rounded down in favour of those who stay.</summary>
/// <param name="Request">The number of the request to leave.</param>
/// <param name="Payment">To whom and how much.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.StakeRedeemed")]
public sealed record StakeRedeemed([property: Id(0)] long Request, [property: Id(1)] TranchePayment Payment) : TrancheEvent;
