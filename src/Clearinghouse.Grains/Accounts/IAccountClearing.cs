using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Identifiers;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Accounts;

/// <summary>What markets say to an account. Only grains of this cluster call it.</summary>
[Alias("Clearinghouse.IAccountClearing")]
public interface IAccountClearing : IGrainWithStringKey
{
    /// <summary>Sets margin aside for fills; one answer for each, at its index. Asking again for the same trade is answered again.</summary>
    [Alias("Reserve")]
    Task<ImmutableArray<ReservationAnswer>> Reserve(ImmutableArray<Reservation> reservations);

    /// <summary>Lets go of what was set aside for trades that will not happen. One way: what is lost lapses.</summary>
    [OneWay, Alias("Release")]
    Task Release(ImmutableArray<Reservation> reservations);

    /// <summary>Applies legs; repeated ones are ignored, missing ones are fetched. Returns the sequence up to which everything is applied.</summary>
    [Alias("Apply")]
    Task<long> Apply(MarketId market, ImmutableArray<AccountLeg> legs);
}
