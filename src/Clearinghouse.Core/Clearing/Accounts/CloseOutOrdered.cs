using Clearinghouse.Core.Defaults;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Positions of the account are going to be closed for it.</summary>
/// <param name="Order">What is sent to markets, now and again until all have answered.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CloseOutOrdered")]
public sealed record CloseOutOrdered([property: Id(0)] CloseOutOrder Order) : AccountEvent;
