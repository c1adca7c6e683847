using System.Collections.Immutable;
using Orleans;

namespace Clearinghouse.Core.Clearing;

/// <summary>What a market knows of an account: the answer to an account that woke up, or saw a gap.</summary>
/// <param name="Legs">Legs after the cursor asked for, in order; a page of them.</param>
/// <param name="IsComplete">False when there are more after the last leg of this page.</param>
/// <param name="InFlight">Trades of the account that are being decided: margin that is set aside for one must stay. None is set aside unasked: a grant of an older activation is
/// not taken any more, and the account has yet to judge what it was not asked.</param>
/// <param name="Settling">Trades of the account that are novated and not durable yet: margin must stay, or be set aside again, for each.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LegsAnswer")]
public sealed record LegsAnswer(
    [property: Id(0)] ImmutableArray<AccountLeg> Legs,
    [property: Id(1)] bool IsComplete,
    [property: Id(2)] ImmutableArray<Reservation> InFlight,
    [property: Id(3)] ImmutableArray<Reservation> Settling);
