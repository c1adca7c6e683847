using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>What an account is owed by the settlement that a default left short.</summary>
/// <param name="Account">Whose gain.</param>
/// <param name="Gain">Not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountGain")]
public sealed record AccountGain([property: Id(0)] AccountId Account, [property: Id(1)] Amount Gain)
{
    /// <summary>The positions that it is made on, and of which a tear-up ends a part; empty where none is known.</summary>
    [Id(2)] public ImmutableArray<BasketLeg> Positions { get => field.IsDefault ? [] : field; init; }
}
