using System.Collections.Immutable;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Risk;

namespace Clearinghouse.Abstractions.Accounts;

/// <summary>
/// A trader's account; its key is the <see cref="Core.Identifiers.AccountId"/>. Every method that changes state is idempotent by the id in its command and answers when the change is
/// durable. A timeout or exception means unknown, never failed: ask again with the same id.
/// </summary>
[Alias("Clearinghouse.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Credits cash. The first deposit opens the account.</summary>
    [Alias("Deposit")]
    Task<CommandOutcome> Deposit(Deposit command);

    /// <summary>Pays out free cash.</summary>
    [Alias("Withdraw")]
    Task<CommandOutcome> Withdraw(Withdraw command);

    /// <summary>Credits an asset that the pool takes as collateral.</summary>
    [Alias("DepositCollateral")]
    Task<CommandOutcome> DepositCollateral(DepositCollateral command);

    /// <summary>Gives an asset back, as far as what is left covers the initial margin.</summary>
    [Alias("WithdrawCollateral")]
    Task<CommandOutcome> WithdrawCollateral(WithdrawCollateral command);

    /// <summary>Chooses how the account is margined. Refused when the account would not be covered by the new terms.</summary>
    [Alias("SetMarginTerms")]
    Task<CommandOutcome> SetMarginTerms(SetMarginTerms command);

    /// <summary>Margin to the last term, with liquidation prices; null when a market's price is not known.</summary>
    [Alias("ExplainMargin")]
    Task<MarginExplanation?> ExplainMargin();

    /// <summary>Takes a share of this account's portfolio over, in its auction. The command names who does.</summary>
    [Alias("Bid")]
    Task<BidOutcome> Bid(BidInAuction command);

    /// <summary>What the auction of this account's portfolio offers now; null when none runs, or a market's price is not known.</summary>
    [Alias("GetAuction")]
    Task<AuctionOffer?> GetAuction();

    /// <summary>What would be closed to bring the account back to a target, at the least expected cost, and what was rejected instead. Changes nothing; null when a market's price is not known.</summary>
    [Alias("PlanLiquidation")]
    Task<LiquidationPlan?> PlanLiquidation(LiquidationTarget target);

    /// <summary>What a trade would mean, by the check that real trades pass. Changes nothing; null when a market's price is not known.</summary>
    [Alias("SimulateTrade")]
    Task<TradeSimulation?> SimulateTrade(SimulatedTrade trade);

    /// <summary>What every stress event would do to the account, at the newest prices; empty when a market's price is not known.</summary>
    [Alias("GetStress")]
    Task<ImmutableArray<AccountStress>> GetStress();

    /// <summary>Positions, by market.</summary>
    [Alias("GetPositions")]
    Task<ImmutableArray<AccountMarket>> GetPositions();

    /// <summary>Balances, positions and margin.</summary>
    [Alias("GetStatement")]
    Task<AccountStatement> GetStatement();

    /// <summary>Durable events from a sequence on, at most <paramref name="most"/> (1 to 4,096) and as many as one answer holds.</summary>
    [Alias("ReadEvents")]
    Task<EventBatch<AccountEvent>> ReadEvents(long fromSequence, int most);
}
