using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>Where an account would stand if there were a deleveraging now.</summary>
/// <param name="Account">The account.</param>
/// <param name="Rank">1 for the most levered; accounts of equal leverage have the same.</param>
/// <param name="Accounts">How many accounts are ranked.</param>
/// <param name="Leverage">Its net notional over its equity.</param>
/// <param name="TouchedAbove">The reduction up to which it is left alone: what closing all more levered accounts down to its own leverage takes. Rounded down to 10^-16.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DeleveragingRank")]
public sealed record DeleveragingRank(
    [property: Id(0)] AccountId Account,
    [property: Id(1)] int Rank,
    [property: Id(2)] int Accounts,
    [property: Id(3)] AmountFraction Leverage,
    [property: Id(4)] Amount TouchedAbove);
