using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Accounts;

/// <summary>What a pool says to an account because of defaults. Only grains of this cluster call it.</summary>
[Alias("Clearinghouse.IAccountDefaults")]
public interface IAccountDefaults : IGrainWithStringKey
{
    /// <summary>Books transfers of the pool; repeated ones are ignored. Returns the sequence up to which all are booked, durably: less than what was sent when some before them are missing.</summary>
    [Alias("Receive")]
    Task<long> Receive(PoolId pool, ImmutableArray<PoolTransfer> transfers);

    /// <summary>Whose account it is, and whether it is in default, as far as that is durable.</summary>
    [Alias("GetStanding")]
    Task<AccountStanding> GetStanding();
}
