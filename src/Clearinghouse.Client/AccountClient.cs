using System.Collections.Immutable;
using System.Globalization;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Client;

/// <summary>An account, for client applications.</summary>
public sealed class AccountClient
{
    private readonly ClearinghouseClient _client;

    internal AccountClient(ClearinghouseClient client, AccountId id, IAccountGrain grain)
    {
        _client = client;
        Id = id;
        Grain = grain;
    }

    /// <summary>The account.</summary>
    public AccountId Id { get; }

    /// <summary>The grain underneath.</summary>
    public IAccountGrain Grain { get; }

    /// <summary>Credits cash; the first deposit opens the account in its pool.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="amount">Positive, at most sixteen decimals.</param>
    public Task<CommandOutcome> DepositAsync(string commandId, string pool, decimal amount) =>
        Grain.Deposit(new Deposit(_client.Header(commandId), PoolId.Create(pool), Money.Exact(amount)));

    /// <summary>Takes free cash out.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="amount">Positive, at most sixteen decimals.</param>
    public Task<CommandOutcome> WithdrawAsync(string commandId, decimal amount) =>
        Grain.Withdraw(new Withdraw(_client.Header(commandId), Money.Exact(amount)));

    /// <summary>Credits an asset that the pool takes as collateral; the first deposit of any kind opens the account in its pool.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="quantity">Units; positive, at most eight decimals.</param>
    public Task<CommandOutcome> DepositCollateralAsync(string commandId, string pool, string asset, decimal quantity) =>
        Grain.DepositCollateral(new DepositCollateral(_client.Header(commandId), PoolId.Create(pool), AssetId.Create(asset), Quantity.FromDecimal(quantity)));

    /// <summary>Takes an asset out, as far as what is left covers the initial margin.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="quantity">Units; positive, at most eight decimals.</param>
    public Task<CommandOutcome> WithdrawCollateralAsync(string commandId, string asset, decimal quantity) =>
        Grain.WithdrawCollateral(new WithdrawCollateral(_client.Header(commandId), AssetId.Create(asset), Quantity.FromDecimal(quantity)));

    /// <summary>Chooses how the account is margined.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="mode">Cross, isolated or portfolio.</param>
    /// <param name="maxLeverage">The account's own leverage limit, at least 1; null for none.</param>
    public Task<CommandOutcome> SetMarginTermsAsync(string commandId, MarginMode mode, decimal? maxLeverage = null) =>
        Grain.SetMarginTerms(new SetMarginTerms(_client.Header(commandId), new MarginTerms(mode, maxLeverage is { } limit ? RatioOf(limit) : null)));

    /// <summary>Margin to the last term, with liquidation prices; null when a market's price is not known.</summary>
    public Task<MarginExplanation?> ExplainMarginAsync() => Grain.ExplainMargin();

    /// <summary>What would be closed to bring the account back to its maintenance margin and a buffer, or to its initial margin: contracts, quantities, expected cost, and why nothing else. Changes nothing; null when a market's price is not known.</summary>
    /// <param name="target">What is to be restored.</param>
    public Task<LiquidationPlan?> PlanLiquidationAsync(LiquidationTarget target = LiquidationTarget.Maintenance) => Grain.PlanLiquidation(target);

    /// <summary>What the auction of this account's portfolio offers now; null when none runs, or a market's price is not known.</summary>
    public Task<AuctionOffer?> GetAuctionAsync() => Grain.GetAuction();

    /// <summary>Takes a share of this account's portfolio over, in its auction, for a bidder registered as a liquidator of the pool. The bidder's margin is checked for all of it together before the bid is taken.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="auction">The number of the auction.</param>
    /// <param name="bidder">The account that takes it over.</param>
    /// <param name="share">The share of what is left of the portfolio, up to 1; it may get less.</param>
    /// <param name="minConcession">The least it wants for it, as a fraction of notional; null for whatever is offered.</param>
    public Task<BidOutcome> BidAsync(string commandId, long auction, string bidder, decimal share, decimal? minConcession = null) => Grain.Bid(
        new BidInAuction(_client.Header(commandId), Id, auction, AccountId.Create(bidder), RatioOf(share), minConcession is { } least ? RatioOf(least) : null));

    /// <summary>What a trade would mean, by the check that real trades pass. Changes nothing.</summary>
    public Task<TradeSimulation?> SimulateTradeAsync(SimulatedTrade trade) => Grain.SimulateTrade(trade);

    /// <summary>What every stress event would do to the account, at the newest prices; empty when a market's price is not known.</summary>
    public Task<ImmutableArray<AccountStress>> GetStressAsync() => Grain.GetStress();

    /// <summary>Balances, positions and margin.</summary>
    public Task<AccountStatement> GetStatementAsync() => Grain.GetStatement();

    /// <summary>Everything that happens to the account, from a sequence on (1: from the beginning), without gaps, until cancelled.</summary>
    public IAsyncEnumerable<SequencedEvent<AccountEvent>> EventsAsync(long fromSequence = 1, CancellationToken cancellationToken = default)
    {
        var stream = _client.Cluster.GetStreamProvider(ClearinghouseStreams.Provider)
            .GetStream<EventBatch<AccountEvent>>(StreamId.Create(ClearinghouseStreams.AccountNamespace, Id.Value));
        return _client.Follow(new JournalTail<AccountEvent>(stream, Grain.ReadEvents), fromSequence, cancellationToken);
    }

    /// <exception cref="FormatException">More than six decimals.</exception>
    private static Ratio RatioOf(decimal value) => Ratio.Parse(value.ToString(CultureInfo.InvariantCulture));
}
