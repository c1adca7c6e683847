using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>
/// An account that may be deleveraged: all its positions as one basket. A basket is reduced in proportion, so that what hedges what goes on doing so, and its size is what is left after hedges.
/// </summary>
/// <param name="Account">The account; once per event.</param>
/// <param name="Notional">The net notional of the basket; not negative.</param>
/// <param name="Equity">Positive.</param>
/// <param name="Profit">Unrealised profit, negative for a loss. Only the queue looks at it.</param>
/// <param name="Legs">The positions; may be empty where only money is of interest.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DeleveragingAccount")]
public sealed record DeleveragingAccount(
    [property: Id(0)] AccountId Account,
    [property: Id(1)] Amount Notional,
    [property: Id(2)] Amount Equity,
    [property: Id(3)] Amount Profit,
    [property: Id(4)] ImmutableArray<BasketLeg> Legs)
{
    /// <summary>Net notional divided by equity.</summary>
    [JsonIgnore]
    public AmountFraction Leverage => new(Notional, Equity);
}
