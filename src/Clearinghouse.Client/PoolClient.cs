using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Protocols;

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

    /// <summary>Suspends a venue: of its trades only those pass, from now on, that reduce the positions of both sides.</summary>
    public Task<CommandOutcome> SuspendVenueAsync(string commandId, string venue) =>
        Grain.Admit(new AdmitVenue(_client.Header(commandId), VenueId.Create(venue), IsActive: false));

    /// <summary>Expels a venue: as suspended, for good. Its accounts go to a venue that takes them over, or their positions are closed by steps from a time on.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="closeAt">When closing begins; not in the past.</param>
    /// <param name="reason">Why; for people, at most 200 characters.</param>
    public Task<CommandOutcome> ExpelVenueAsync(string commandId, string venue, DateTimeOffset closeAt, string reason) =>
        Grain.Expel(new ExpelVenue(_client.Header(commandId), VenueId.Create(venue), closeAt, reason));

    /// <summary>Says, for a venue, that it takes over the accounts of another.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="from">Whose accounts.</param>
    /// <param name="to">The venue that takes them over.</param>
    public Task<CommandOutcome> ConsentToPortAsync(string commandId, string from, string to) =>
        Grain.Consent(new ConsentToPort(_client.Header(commandId), VenueId.Create(from), VenueId.Create(to)));

    /// <summary>Moves the accounts of a suspended or expelled venue to one that consented; they keep everything.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="from">Whose accounts.</param>
    /// <param name="to">The venue that takes them over.</param>
    public Task<CommandOutcome> PortVenueAsync(string commandId, string from, string to) =>
        Grain.Port(new PortVenue(_client.Header(commandId), VenueId.Create(from), VenueId.Create(to)));

    /// <summary>Exposures, margin, funds and standing by venue and for the pool, and what clearing together saves.</summary>
    public Task<ProtocolReport> GetProtocolsAsync() => Grain.GetProtocols();

    /// <summary>Sets what the pool limits beyond margin: withdrawals, concentration, how soon terms may loosen.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="policy">The limits.</param>
    public Task<CommandOutcome> ConfigureLimitsAsync(string commandId, LimitPolicy policy) =>
        Grain.ConfigureLimits(new ConfigureLimits(_client.Header(commandId), policy));

    /// <summary>What the pool keeps of limits and venues: what may still leave, who was admitted, what is on its way.</summary>
    public Task<PoolRules> GetRulesAsync() => Grain.GetRules();

    /// <summary>Pays into a fund.</summary>
    public Task<CommandOutcome> ContributeAsync(string commandId, PoolFund fund, decimal amount) =>
        Grain.Contribute(new ContributeFund(_client.Header(commandId), fund, Money.Exact(amount)));

    /// <summary>Pays a venue's contribution into the default fund, or what it was assessed.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="fund"><see cref="PoolFund.DefaultFund"/>, or <see cref="PoolFund.Receivables"/> for an assessment.</param>
    /// <param name="venue">Whose money it is.</param>
    /// <param name="amount">Positive, at most sixteen decimals.</param>
    public Task<CommandOutcome> ContributeAsync(string commandId, PoolFund fund, string venue, decimal amount) =>
        Grain.Contribute(new ContributeFund(_client.Header(commandId), fund, Money.Exact(amount), VenueId.Create(venue)));

    /// <summary>Sets how the pool deals with accounts that can't pay: calls, liquidation, backstops, waterfall.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="policy">The policy.</param>
    public Task<CommandOutcome> ConfigureDefaultsAsync(string commandId, DefaultPolicy policy) =>
        Grain.ConfigureDefaults(new ConfigureDefaults(_client.Header(commandId), policy));

    /// <summary>Pays what came back of a default to those who bore it, the last layer first.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="defaultId">The default.</param>
    /// <param name="amount">Positive, at most sixteen decimals.</param>
    public Task<CommandOutcome> RecoverAsync(string commandId, string defaultId, decimal amount) =>
        Grain.Recover(new RecoverLoss(_client.Header(commandId), DefaultId.Create(defaultId), Money.Exact(amount)));

    /// <summary>What the pool knows of a default: what was owed, who bears it and why; null for one whose loss is not allocated, or unknown.</summary>
    /// <param name="defaultId">The default.</param>
    public Task<DefaultCase?> GetDefaultAsync(string defaultId) => Grain.GetDefault(DefaultId.Create(defaultId));

    /// <summary>Where an account would stand if there were a deleveraging now; null when it has no equity to give, or nothing is known of it.</summary>
    /// <param name="account">The account.</param>
    public Task<DeleveragingRank?> GetDeleveragingRankAsync(string account) => Grain.GetDeleveragingRank(AccountId.Create(account));

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
