using System.Collections.Immutable;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Abstractions.Pools;

/// <summary>
/// A clearing pool; its key is the <see cref="PoolId"/>. It admits venues and keeps the funds. Every method that changes state is idempotent.
/// </summary>
[Alias("Clearinghouse.IClearingPoolGrain")]
public interface IClearingPoolGrain : IGrainWithStringKey
{
    /// <summary>Admits a venue, or suspends it: then only trades pass that reduce the positions of both sides.</summary>
    [Alias("Admit")]
    Task<CommandOutcome> Admit(AdmitVenue command);

    /// <summary>True when the venue is an active member.</summary>
    [Alias("IsMember")]
    Task<bool> IsMember(VenueId venue);

    /// <summary>Expels a venue: as suspended, and the positions of its accounts are closed from a time on unless another takes them over.</summary>
    [Alias("Expel")]
    Task<CommandOutcome> Expel(ExpelVenue command);

    /// <summary>Keeps that a venue takes over another's accounts.</summary>
    [Alias("Consent")]
    Task<CommandOutcome> Consent(ConsentToPort command);

    /// <summary>Moves the accounts of a suspended or expelled venue to one that consented.</summary>
    [Alias("Port")]
    Task<CommandOutcome> Port(PortVenue command);

    /// <summary>Exposures, margin, funds and standing by venue and for the pool, as of now.</summary>
    [Alias("GetProtocols")]
    Task<ProtocolReport> GetProtocols();

    /// <summary>Sets what the pool limits beyond margin.</summary>
    [Alias("ConfigureLimits")]
    Task<CommandOutcome> ConfigureLimits(ConfigureLimits command);

    /// <summary>What the pool limits beyond margin; null for nothing.</summary>
    [Alias("GetLimits")]
    Task<LimitTerms?> GetLimits();

    /// <summary>What the pool keeps of limits and venues: what may still leave, who was admitted, what is on its way.</summary>
    [Alias("GetRules")]
    Task<PoolRules> GetRules();

    /// <summary>Pays money from outside into a fund.</summary>
    [Alias("Contribute")]
    Task<CommandOutcome> Contribute(ContributeFund command);

    /// <summary>Sets on what terms the pool takes collateral beside cash.</summary>
    [Alias("ConfigureCollateral")]
    Task<CommandOutcome> ConfigureCollateral(ConfigureCollateral command);

    /// <summary>On what terms the pool takes collateral beside cash; null for none.</summary>
    [Alias("GetCollateral")]
    Task<CollateralTerms?> GetCollateral();

    /// <summary>Sets how the pool deals with accounts that can't pay.</summary>
    [Alias("ConfigureDefaults")]
    Task<CommandOutcome> ConfigureDefaults(ConfigureDefaults command);

    /// <summary>How the pool deals with accounts that can't pay; null when it calls them and does nothing more.</summary>
    [Alias("GetDefaultTerms")]
    Task<DefaultTerms?> GetDefaultTerms();

    /// <summary>Registers a liquidator, or strikes one off.</summary>
    [Alias("RegisterLiquidator")]
    Task<CommandOutcome> RegisterLiquidator(RegisterLiquidator command);

    /// <summary>The auctions that run, the pool's own book included; in order of account. What each offers, the account itself says.</summary>
    [Alias("GetAuctions")]
    Task<ImmutableArray<AuctionListing>> GetAuctions();

    /// <summary>Pays what came back of a default to those who bore it.</summary>
    [Alias("Recover")]
    Task<CommandOutcome> Recover(RecoverLoss command);

    /// <summary>What the pool knows of a default; null for one whose loss is not allocated, or unknown.</summary>
    [Alias("GetDefault")]
    Task<DefaultCase?> GetDefault(DefaultId id);

    /// <summary>The defaults whose losses are allocated, and the members of the fund.</summary>
    [Alias("GetDefaults")]
    Task<PoolDefaults> GetDefaults();

    /// <summary>Sets which insurance tranches the pool has, and what they earn.</summary>
    [Alias("ConfigureInsurance")]
    Task<CommandOutcome> ConfigureInsurance(ConfigureInsurance command);

    /// <summary>Pays money from outside into an insurance tranche.</summary>
    [Alias("StakeInsurance")]
    Task<CommandOutcome> StakeInsurance(StakeInsurance command);

    /// <summary>Asks to leave an insurance tranche. The request's number and time stand in <see cref="GetInsurance"/>.</summary>
    [Alias("LeaveInsurance")]
    Task<CommandOutcome> LeaveInsurance(LeaveInsurance command);

    /// <summary>Pays a request to leave out to the underwriter's account.</summary>
    [Alias("RedeemInsurance")]
    Task<CommandOutcome> RedeemInsurance(RedeemInsurance command);

    /// <summary>The insurance tranches, who holds them, and the defaults that freeze them.</summary>
    [Alias("GetInsurance")]
    Task<PoolInsurance> GetInsurance();

    /// <summary>Sets how the default fund is sized. The first review follows.</summary>
    [Alias("ConfigureFund")]
    Task<CommandOutcome> ConfigureFund(ConfigureFund command);

    /// <summary>Sets which accounts default together.</summary>
    [Alias("SetAffiliates")]
    Task<CommandOutcome> SetAffiliates(SetAffiliates command);

    /// <summary>Reviews the default fund on the live book now, beside the schedule.</summary>
    [Alias("ReviewFund")]
    Task<CommandOutcome> ReviewFund(ReviewFund command);

    /// <summary>Asks for a part of a venue's contribution back.</summary>
    [Alias("LeaveFund")]
    Task<CommandOutcome> LeaveFund(LeaveFund command);

    /// <summary>Pays a venue what it asked back, after the notice. What was paid stands in the venue's standing and in the pool's events.</summary>
    [Alias("RedeemFund")]
    Task<CommandOutcome> RedeemFund(RedeemFund command);

    /// <summary>How the default fund is sized, groups of affiliates, and what the last review found.</summary>
    [Alias("GetFundSizing")]
    Task<FundSizing> GetFundSizing();

    /// <summary>What a venue has in the default fund, what it must have, and what it owes.</summary>
    [Alias("GetFundStanding")]
    Task<FundStanding> GetFundStanding(VenueId venue);

    /// <summary>What members were assessed and have not paid.</summary>
    [Alias("GetAssessments")]
    Task<PoolAssessments> GetAssessments();

    /// <summary>Where an account would stand if there were a deleveraging now; null when it has no equity to give, or nothing is known of it.</summary>
    [Alias("GetDeleveragingRank")]
    Task<DeleveragingRank?> GetDeleveragingRank(AccountId account);

    /// <summary>Durable events from a sequence on, at most <paramref name="most"/> (1 to 4,096) and as many as one answer holds.</summary>
    [Alias("ReadEvents")]
    Task<EventBatch<PoolEvent>> ReadEvents(long fromSequence, int most);

    /// <summary>Members, markets and funds.</summary>
    [Alias("GetSummary")]
    Task<PoolSummary> GetSummary();
}
