using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>All markets have answered an order.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Answers">One per trade, in their order.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CloseOutAnswered")]
public sealed record CloseOutAnswered([property: Id(0)] long Number, [property: Id(1)] ImmutableArray<CloseOutAnswer> Answers) : AccountEvent;
