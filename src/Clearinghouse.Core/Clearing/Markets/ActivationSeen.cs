using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// An activation of an account asked what it missed. Written before it is answered, which proves two things: that the market that answers is the one that clears, and that from here on no
/// grant of an older activation of the account is taken, whatever becomes of the market's memory.
/// </summary>
/// <param name="Account">The account.</param>
/// <param name="Epoch">The activation: the sequence of its <see cref="Accounts.AccountActivated"/>.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ActivationSeen")]
public sealed record ActivationSeen(
    [property: Id(0)] AccountId Account,
    [property: Id(1)] long Epoch) : MarketEvent;
