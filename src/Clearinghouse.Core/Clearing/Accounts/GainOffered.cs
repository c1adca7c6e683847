using Clearinghouse.Core.Defaults;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The pool's own book offers what it gained to those who bore losses. Journaled before the pool is asked; the offer stands until the pool has answered.</summary>
/// <param name="Gain">What is offered: the book's cash by its journal up to here.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.GainOffered")]
public sealed record GainOffered([property: Id(0)] BookGain Gain) : AccountEvent;
