using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Accounts;

/// <summary>What markets say to an account. Only grains of this cluster call it.</summary>
[Alias("Clearinghouse.IAccountClearing")]
public interface IAccountClearing : IGrainWithStringKey
{
    /// <summary>Sets margin aside for fills; one answer for each, at its index. Asking again for the same trade is answered again.</summary>
    [Alias("Reserve")]
    Task<ImmutableArray<ReservationAnswer>> Reserve(ImmutableArray<Reservation> reservations);

    /// <summary>Sets margin aside for all fills of a bid together, or says why not: then nothing is set aside. Another account asks, before it takes the bid.</summary>
    [Alias("Pledge")]
    Task<Refusal?> Pledge(ImmutableArray<Reservation> fills);

    /// <summary>Lets go of what was set aside for trades that will not happen. One way: what is lost lapses.</summary>
    [OneWay, Alias("Release")]
    Task Release(ImmutableArray<Reservation> reservations);

    /// <summary>Applies legs; repeated ones are ignored, missing ones are fetched. Returns the sequence up to which everything is applied.</summary>
    [Alias("Apply")]
    Task<long> Apply(MarketId market, ImmutableArray<AccountLeg> legs);
}
