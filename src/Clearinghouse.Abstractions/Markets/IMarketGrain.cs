using System.Collections.Immutable;
using Clearinghouse.Abstractions.Forecasts;
using Clearinghouse.Abstractions.Streams;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Markets;

namespace Clearinghouse.Abstractions.Markets;

/// <summary>
/// A market; its key is the <see cref="Core.Identifiers.MarketId"/>. Every method that changes state is idempotent by the id in its command and answers when the change is durable.
/// A timeout or exception means unknown, never failed: ask again with the same id.
/// </summary>
[Alias("Clearinghouse.IMarketGrain")]
public interface IMarketGrain : IGrainWithStringKey
{
    /// <summary>How many trades a batch may hold.</summary>
    const int MaxBatchTrades = 1_000;

    /// <summary>Opens the market in a pool, or changes its parameters.</summary>
    [Alias("Configure")]
    Task<CommandOutcome> Configure(ConfigureMarket command);

    /// <summary>Lists a contract.</summary>
    [Alias("List")]
    Task<CommandOutcome> List(ListContract command);

    /// <summary>Takes oracle prices and publishes a snapshot.</summary>
    [Alias("Report")]
    Task<CommandOutcome> Report(ReportPrices command);

    /// <summary>
    /// Takes one oracle's report and publishes a snapshot when the oracles together say something new. A report is not durable by itself: the outcome's sequence
    /// is that of the snapshot, or 0 when there was none to publish.
    /// </summary>
    [Alias("ReportOracle")]
    Task<CommandOutcome> ReportOracle(ReportOracle command);

    /// <summary>
    /// Takes the tops of books of a venue, or of an oracle for the same contracts elsewhere. Marks are made of them at the next index price; quotes are not durable by themselves, so the outcome's sequence is 0.
    /// </summary>
    [Alias("ReportQuotes")]
    Task<CommandOutcome> ReportQuotes(ReportQuotes command);

    /// <summary>Takes implied volatilities that are free of arbitrage, and marks options by them.</summary>
    [Alias("ReportSurface")]
    Task<CommandOutcome> ReportSurface(ReportSurface command);

    /// <summary>Clears one trade.</summary>
    [Alias("Clear")]
    Task<ClearOutcome> Clear(ClearTrade trade);

    /// <summary>
    /// Clears trades side by side: each has its own outcome, at its index, and none waits for another to succeed. Order within a batch means nothing.
    /// A batch over <see cref="MaxBatchTrades"/> is refused as a whole.
    /// </summary>
    [Alias("ClearBatch")]
    Task<ImmutableArray<ClearOutcome>> ClearBatch(ImmutableArray<ClearTrade> trades);

    /// <summary>Moves a perpetual's funding index.</summary>
    [Alias("Accrue")]
    Task<CommandOutcome> Accrue(AccrueFunding command);

    /// <summary>Settles a dated contract at its expiry.</summary>
    [Alias("Expire")]
    Task<CommandOutcome> Expire(ExpireContract command);

    /// <summary>Settles the market by its rule, where it had no price for too long, or announces that it will be wound down.</summary>
    [Alias("Settle")]
    Task<CommandOutcome> Settle(SettleMarket command);

    /// <summary>Demands a level of the market's circuit breaker, for a time and a reason, or withdraws the demand. It is a floor: what prices close stays closed.</summary>
    [Alias("SetBreaker")]
    Task<CommandOutcome> SetBreaker(SetBreaker command);

    /// <summary>Takes a forecast, when the market's parameters follow it: announces what it will ask for, and when.</summary>
    [Alias("Announce")]
    Task<CommandOutcome> Announce(AnnounceParameters command);

    /// <summary>Sets rates in place of the forecast's, for a time and a reason, or withdraws what was set.</summary>
    [Alias("Override")]
    Task<CommandOutcome> Override(OverrideParameters command);

    /// <summary>The bars of the index that ended by now and begin after a time (Unix milliseconds).</summary>
    [Alias("GetBars")]
    Task<IndexBars> GetBars(long afterOpenTimeMs);

    /// <summary>The newest snapshot; null before the first price.</summary>
    [Alias("GetSnapshot")]
    Task<MarketSnapshot?> GetSnapshot();

    /// <summary>Totals of the market.</summary>
    [Alias("GetSummary")]
    Task<MarketSummary> GetSummary();

    /// <summary>Durable events from a sequence on, at most <paramref name="most"/> (1 to 4,096) and as many as one answer holds.</summary>
    [Alias("ReadEvents")]
    Task<EventBatch<MarketEvent>> ReadEvents(long fromSequence, int most);
}
