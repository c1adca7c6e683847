using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Abstractions.Pools;

/// <summary>
/// A clearing pool; its key is the <see cref="PoolId"/>. It admits venues and keeps the funds. Every method that changes state is idempotent.
/// </summary>
[Alias("Clearinghouse.IClearingPoolGrain")]
public interface IClearingPoolGrain : IGrainWithStringKey
{
    /// <summary>Admits or suspends a venue.</summary>
    [Alias("Admit")]
    Task<CommandOutcome> Admit(AdmitVenue command);

    /// <summary>True when the venue is an active member.</summary>
    [Alias("IsMember")]
    Task<bool> IsMember(VenueId venue);

    /// <summary>Pays money from outside into a fund.</summary>
    [Alias("Contribute")]
    Task<CommandOutcome> Contribute(ContributeFund command);

    /// <summary>Sets on what terms the pool takes collateral beside cash.</summary>
    [Alias("ConfigureCollateral")]
    Task<CommandOutcome> ConfigureCollateral(ConfigureCollateral command);

    /// <summary>On what terms the pool takes collateral beside cash; null for none.</summary>
    [Alias("GetCollateral")]
    Task<CollateralTerms?> GetCollateral();

    /// <summary>Members, markets and funds.</summary>
    [Alias("GetSummary")]
    Task<PoolSummary> GetSummary();
}
