using System.Collections.Immutable;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Defaults.Stories;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Client;

/// <summary>A pool, for client applications.</summary>
public sealed class PoolClient
{
    private const int EventsPerRead = 4_096;

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

    /// <summary>Registers an account as a liquidator: it may bid in the pool's auctions.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="account">The account.</param>
    /// <param name="venue">The member of the default fund that it stands for: its bids keep that member's contribution from going first. Null for none.</param>
    public Task<CommandOutcome> RegisterLiquidatorAsync(string commandId, string account, string? venue = null) =>
        Grain.RegisterLiquidator(new RegisterLiquidator(_client.Header(commandId), AccountId.Create(account), venue is null ? null : VenueId.Create(venue)));

    /// <summary>Strikes a liquidator off.</summary>
    public Task<CommandOutcome> StrikeLiquidatorAsync(string commandId, string account) =>
        Grain.RegisterLiquidator(new RegisterLiquidator(_client.Header(commandId), AccountId.Create(account), IsActive: false));

    /// <summary>The auctions that run, in order of account; <see cref="AccountClient.GetAuctionAsync"/> says what one offers.</summary>
    public Task<ImmutableArray<AuctionListing>> GetAuctionsAsync() => Grain.GetAuctions();

    /// <summary>Pays what came back of a default to those who bore it, the last layer first.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="defaultId">The default.</param>
    /// <param name="amount">Positive, at most sixteen decimals.</param>
    public Task<CommandOutcome> RecoverAsync(string commandId, string defaultId, decimal amount) =>
        Grain.Recover(new RecoverLoss(_client.Header(commandId), DefaultId.Create(defaultId), Money.Exact(amount)));

    /// <summary>What the pool knows of a default: what was owed, who bears it and why; null for one whose loss is not allocated, or unknown.</summary>
    /// <param name="defaultId">The default.</param>
    public Task<DefaultCase?> GetDefaultAsync(string defaultId) => Grain.GetDefault(DefaultId.Create(defaultId));

    /// <summary>
    /// The whole story of a default, from the margin call to the last recovery, told from the journals of the pool and of the defaulter: states with their numbers, what was closed and who took it over, who paid what and why. Null
    /// for a default that neither speaks of. Reads both journals from the beginning.
    /// </summary>
    /// <param name="defaultId">The default.</param>
    public async Task<DefaultStory?> GetDefaultStoryAsync(string defaultId)
    {
        var id = DefaultId.Create(defaultId);
        var story = new DefaultStoryBuilder(id);
        await ReadAllAsync(Grain.ReadEvents, (sequence, e) => story.See(Id, sequence, e));
        if ((story.Account ?? OwnNames.AccountOf(id)) is not { } account) return null;
        await ReadAllAsync(_client.Account(account.Value).Grain.ReadEvents, (sequence, e) => story.See(account, sequence, e));
        return story.Build();
    }

    private static async Task ReadAllAsync<TEvent>(Func<long, int, Task<EventBatch<TEvent>>> read, Action<long, TEvent> see)
    {
        var from = 1L;
        while (await read(from, EventsPerRead) is { Events.IsEmpty: false } batch)
        {
            foreach (var (e, i) in batch.Events.Select((e, i) => (e, i))) see(batch.FirstSequence + i, e);
            from = batch.NextSequence;
        }
    }

    /// <summary>Sets which insurance tranches the pool has, and what they earn.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="policy">All tranches, those that stay as they are too.</param>
    public Task<CommandOutcome> ConfigureInsuranceAsync(string commandId, InsurancePolicy policy) =>
        Grain.ConfigureInsurance(new ConfigureInsurance(_client.Header(commandId), policy));

    /// <summary>Pays money from outside into an insurance tranche, for shares at the price of the moment.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="tranche">The tranche.</param>
    /// <param name="account">The underwriter's account, to whose cash the shares pay out later.</param>
    /// <param name="amount">Positive, at most sixteen decimals.</param>
    public Task<CommandOutcome> StakeInsuranceAsync(string commandId, string tranche, string account, decimal amount) =>
        Grain.StakeInsurance(new StakeInsurance(_client.Header(commandId), tranche, AccountId.Create(account), Money.Exact(amount)));

    /// <summary>Asks to leave an insurance tranche. The shares earn and lose until they are redeemed after the cooldown.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="tranche">The tranche.</param>
    /// <param name="account">The underwriter.</param>
    /// <param name="shares">How many.</param>
    public Task<CommandOutcome> LeaveInsuranceAsync(string commandId, string tranche, string account, Quantity shares) =>
        Grain.LeaveInsurance(new LeaveInsurance(_client.Header(commandId), tranche, AccountId.Create(account), shares));

    /// <summary>Redeems a request to leave: pays it out to the underwriter's account.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="tranche">The tranche.</param>
    /// <param name="request">The number of the request in the tranche.</param>
    public Task<CommandOutcome> RedeemInsuranceAsync(string commandId, string tranche, long request) =>
        Grain.RedeemInsurance(new RedeemInsurance(_client.Header(commandId), tranche, request));

    /// <summary>The insurance tranches, who holds them at which share price, who is leaving, and the defaults that freeze them.</summary>
    public Task<PoolInsurance> GetInsuranceAsync() => Grain.GetInsurance();

    /// <summary>Sets how the default fund is sized: cover-2 on the live book, by schedule. The first review follows.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="policy">The policy.</param>
    public Task<CommandOutcome> ConfigureFundAsync(string commandId, FundPolicy policy) =>
        Grain.ConfigureFund(new ConfigureFund(_client.Header(commandId), policy));

    /// <summary>Sets which accounts default together: exactly these are in the group from now on.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="group">The group.</param>
    /// <param name="accounts">Its accounts; none to dissolve it.</param>
    public Task<CommandOutcome> SetAffiliatesAsync(string commandId, string group, params IEnumerable<string> accounts) =>
        Grain.SetAffiliates(new SetAffiliates(_client.Header(commandId), group, [.. accounts.Select(AccountId.Create)]));

    /// <summary>Asks for a part of a venue's contribution to the default fund back. It stays, and bears losses, until the notice is over.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="venue">Whose contribution.</param>
    /// <param name="amount">How much; no more than it has beyond what it must have (<see cref="FundStanding.Surplus"/>).</param>
    public Task<CommandOutcome> LeaveFundAsync(string commandId, string venue, decimal amount) =>
        Grain.LeaveFund(new LeaveFund(_client.Header(commandId), VenueId.Create(venue), Money.Exact(amount)));

    /// <summary>Pays a venue what it asked back, after the notice, as far as it can still spare it.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="venue">Whose contribution.</param>
    public Task<CommandOutcome> RedeemFundAsync(string commandId, string venue) =>
        Grain.RedeemFund(new RedeemFund(_client.Header(commandId), VenueId.Create(venue)));

    /// <summary>Reviews the default fund on the live book now, beside the schedule.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    public Task<CommandOutcome> ReviewFundAsync(string commandId) => Grain.ReviewFund(new ReviewFund(_client.Header(commandId)));

    /// <summary>The last review of the default fund: the fund required and why, contributions, calls, distances; null before the first.</summary>
    public async Task<FundReview?> GetFundReviewAsync() => (await Grain.GetFundSizing()).Review;

    /// <summary>How far the smallest move of prices is that uses up each layer of the waterfall, by the last review; empty before the first.</summary>
    public async Task<ImmutableArray<LayerGauge>> GetDistanceAsync() => (await GetFundReviewAsync())?.Gauges ?? [];

    /// <summary>What a venue has in the default fund, what it must have, and what it owes.</summary>
    /// <param name="venue">The venue.</param>
    public Task<FundStanding> GetFundStandingAsync(string venue) => Grain.GetFundStanding(VenueId.Create(venue));

    /// <summary>What members were assessed and have not paid: what is due, and what others bore because it was overdue.</summary>
    public Task<PoolAssessments> GetAssessmentsAsync() => Grain.GetAssessments();

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
