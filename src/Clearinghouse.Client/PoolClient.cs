using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Client;

/// <summary>A pool, for client applications.</summary>
public sealed class PoolClient
{
    private readonly ClearinghouseClient _client;

    internal PoolClient(ClearinghouseClient client, PoolId id, IClearingPoolGrain grain)
    {
        _client = client;
        Id = id;
        Grain = grain;
    }

    /// <summary>The pool.</summary>
    public PoolId Id { get; }

    /// <summary>The grain underneath.</summary>
    public IClearingPoolGrain Grain { get; }

    /// <summary>Admits a venue.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="venue">The venue.</param>
    public Task<CommandOutcome> AdmitVenueAsync(string commandId, string venue) =>
        Grain.Admit(new AdmitVenue(_client.Header(commandId), VenueId.Create(venue)));

    /// <summary>Suspends a venue: its trades are refused from now on.</summary>
    public Task<CommandOutcome> SuspendVenueAsync(string commandId, string venue) =>
        Grain.Admit(new AdmitVenue(_client.Header(commandId), VenueId.Create(venue), IsActive: false));

    /// <summary>Pays into a fund.</summary>
    public Task<CommandOutcome> ContributeAsync(string commandId, PoolFund fund, decimal amount) =>
        Grain.Contribute(new ContributeFund(_client.Header(commandId), fund, Money.Exact(amount)));

    /// <summary>Sets on what terms the pool takes collateral beside cash.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="policy">The terms.</param>
    public Task<CommandOutcome> ConfigureCollateralAsync(string commandId, CollateralPolicy policy) =>
        Grain.ConfigureCollateral(new ConfigureCollateral(_client.Header(commandId), policy));

    /// <summary>On what terms the pool takes collateral beside cash; null for none.</summary>
    public Task<CollateralTerms?> GetCollateralAsync() => Grain.GetCollateral();

    /// <summary>Members, markets and funds.</summary>
    public Task<PoolSummary> GetSummaryAsync() => Grain.GetSummary();
}
