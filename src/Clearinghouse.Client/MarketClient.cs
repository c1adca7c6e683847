using System.Collections.Immutable;
using Clearinghouse.Abstractions.Forecasts;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Volatilities;

namespace Clearinghouse.Client;

/// <summary>A market, for client applications.</summary>
public sealed class MarketClient
{
    private readonly ClearinghouseClient _client;

    internal MarketClient(ClearinghouseClient client, MarketId id, IMarketGrain grain)
    {
        _client = client;
        Id = id;
        Grain = grain;
    }

    /// <summary>The market.</summary>
    public MarketId Id { get; }

    /// <summary>The grain underneath.</summary>
    public IMarketGrain Grain { get; }

    private IForecastGrain Forecasts => _client.Cluster.GetGrain<IForecastGrain>(Id.Value);

    /// <summary>Opens the market in a pool, or changes its parameters.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="parameters">The parameters; null for the defaults.</param>
    public Task<CommandOutcome> ConfigureAsync(string commandId, string pool, MarketParameters? parameters = null) =>
        Grain.Configure(new ConfigureMarket(_client.Header(commandId), PoolId.Create(pool), parameters ?? new MarketParameters()));

    /// <summary>Lists a contract.</summary>
    public Task<CommandOutcome> ListAsync(string commandId, Contract contract) => Grain.List(new ListContract(_client.Header(commandId), contract));

    /// <summary>Lists a perpetual.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="contract">The contract's name.</param>
    /// <param name="tick">Smallest price step.</param>
    /// <param name="lot">Smallest quantity step.</param>
    public Task<CommandOutcome> ListPerpetualAsync(string commandId, string contract, decimal tick, decimal lot) => ListAsync(commandId, new Contract
    {
        Id = ContractId.Create(contract),
        Kind = ContractKind.Perpetual,
        Tick = Price.FromDecimal(tick),
        Lot = Quantity.FromDecimal(lot),
    });

    /// <summary>Reports an index price.</summary>
    /// <param name="commandId">Chosen by the caller.</param>
    /// <param name="observedAt">When it was observed; must not go back.</param>
    /// <param name="indexPrice">Positive, at most eight decimals.</param>
    public Task<CommandOutcome> ReportPriceAsync(string commandId, DateTimeOffset observedAt, decimal indexPrice) =>
        Grain.Report(new ReportPrices(_client.Header(commandId), observedAt, Price.FromDecimal(indexPrice), []));

    /// <summary>Reports a price as one oracle of several; the client's principal is the source.</summary>
    /// <param name="commandId">Chosen by the caller.</param>
    /// <param name="observedAt">When it was observed; must not go back.</param>
    /// <param name="price">Positive, at most eight decimals.</param>
    /// <param name="confidence">How sure the source is, from 0 to 1, at most six decimals.</param>
    public Task<CommandOutcome> ReportOracleAsync(string commandId, DateTimeOffset observedAt, decimal price, decimal confidence = 1) =>
        Grain.ReportOracle(new ReportOracle(_client.Header(commandId), observedAt, Price.FromDecimal(price), Ratio.FromDecimal(confidence)));

    /// <summary>Reports the top of a contract's book.</summary>
    /// <param name="commandId">Chosen by the caller.</param>
    /// <param name="observedAt">When it was observed; must not go back.</param>
    /// <param name="venue">The venue whose book it is; null when the client's principal is an oracle that reports the contract elsewhere.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="bestBid">Highest price bid, or null.</param>
    /// <param name="bestAsk">Lowest price asked, or null.</param>
    public Task<CommandOutcome> ReportQuoteAsync(string commandId, DateTimeOffset observedAt, string? venue, string contract, decimal? bestBid, decimal? bestAsk) =>
        Grain.ReportQuotes(new ReportQuotes(
            _client.Header(commandId),
            observedAt,
            venue is null ? null : VenueId.Create(venue),
            [new ContractQuote(ContractId.Create(contract), bestBid is { } bid ? Price.FromDecimal(bid) : null, bestAsk is { } ask ? Price.FromDecimal(ask) : null)]));

    /// <summary>Reports implied volatilities by expiry and strike.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="observedAt">When they were observed.</param>
    /// <param name="surface">Free of arbitrage.</param>
    public Task<CommandOutcome> ReportSurfaceAsync(string commandId, DateTimeOffset observedAt, VolatilitySurface surface) =>
        Grain.ReportSurface(new ReportSurface(_client.Header(commandId), observedAt, surface));

    /// <summary>Demands that the market's circuit breaker stand at a level at least.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="level">The level; <see cref="BreakerLevel.Normal"/> withdraws the last demand, after which the breaker comes down by its own steps.</param>
    /// <param name="reason">Why; everybody reads it.</param>
    /// <param name="expiresAt">When the demand ends by itself; null only to withdraw.</param>
    public Task<CommandOutcome> SetBreakerAsync(string commandId, BreakerLevel level, string reason, DateTimeOffset? expiresAt = null) =>
        Grain.SetBreaker(new SetBreaker(_client.Header(commandId), level, reason, expiresAt));

    /// <summary>Settles the market by its rule because it had no price for as long as the rule says, or announces that it will be wound down.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="reason">Why; everybody reads it.</param>
    /// <param name="settleAt">When it is wound down, at least the rule's notice ahead; null for now.</param>
    public Task<CommandOutcome> SettleAsync(string commandId, string reason, DateTimeOffset? settleAt = null) =>
        Grain.Settle(new SettleMarket(_client.Header(commandId), reason, settleAt));

    /// <summary>What is forecast of the market, by which model, and how good that was of late.</summary>
    public Task<ForecastReport> GetForecastAsync() => Forecasts.GetForecast();

    /// <summary>Gives the market's forecasts bars of its past.</summary>
    /// <param name="bars">Of half an hour, the oldest first.</param>
    public Task<BackfillOutcome> BackfillAsync(ImmutableArray<PriceBar> bars) => Forecasts.Backfill(bars);

    /// <summary>Sets rates in place of what the forecast says, for a time.</summary>
    /// <param name="commandId">Chosen by the caller; the same again does nothing more.</param>
    /// <param name="reason">Why; everybody reads it.</param>
    /// <param name="initialMarginRate">Above 0, at most 1; null leaves the forecast's.</param>
    /// <param name="dailyVolatility">A day's standard deviation, above 0, at most 1; null leaves the forecast's.</param>
    /// <param name="expiresAt">When it ends by itself; null, with both numbers null, withdraws what was set.</param>
    public Task<CommandOutcome> OverrideParametersAsync(string commandId, string reason, decimal? initialMarginRate = null, decimal? dailyVolatility = null, DateTimeOffset? expiresAt = null) =>
        Grain.Override(new OverrideParameters(
            _client.Header(commandId),
            reason,
            initialMarginRate is { } rate ? Ratio.FromDecimal(rate) : null,
            dailyVolatility is { } volatility ? Ratio.FromDecimal(volatility) : null,
            expiresAt));

    /// <summary>Clears a trade.</summary>
    /// <param name="venue">The venue that matched it.</param>
    /// <param name="tradeId">The venue's id of it; the same again returns the first outcome.</param>
    /// <param name="sequence">The venue's counter of its trades in this market.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="buyer">The account that buys.</param>
    /// <param name="seller">The account that sells.</param>
    /// <param name="price">A multiple of the tick.</param>
    /// <param name="quantity">A positive multiple of the lot.</param>
    public Task<ClearOutcome> ClearAsync(
        string venue, string tradeId, long sequence, string contract, string buyer, string seller, decimal price, decimal quantity) =>
        Grain.Clear(new ClearTrade(
            VenueId.Create(venue),
            TradeId.Create(tradeId),
            sequence,
            ContractId.Create(contract),
            AccountId.Create(buyer),
            AccountId.Create(seller),
            Price.FromDecimal(price),
            Quantity.FromDecimal(quantity)));

    /// <summary>Clears a batch; each trade has its own outcome.</summary>
    public Task<ImmutableArray<ClearOutcome>> ClearAsync(ImmutableArray<ClearTrade> trades) => Grain.ClearBatch(trades);

    /// <summary>The newest snapshot; null before the first price.</summary>
    public Task<MarketSnapshot?> GetSnapshotAsync() => Grain.GetSnapshot();

    /// <summary>Everything that happens in the market, from a sequence on (1: from the beginning), without gaps, until cancelled.</summary>
    public IAsyncEnumerable<SequencedEvent<MarketEvent>> EventsAsync(long fromSequence = 1, CancellationToken cancellationToken = default)
    {
        var stream = _client.Cluster.GetStreamProvider(ClearinghouseStreams.Provider)
            .GetStream<EventBatch<MarketEvent>>(StreamId.Create(ClearinghouseStreams.MarketNamespace, Id.Value));
        return _client.Follow(new JournalTail<MarketEvent>(stream, Grain.ReadEvents), fromSequence, cancellationToken);
    }
}
