using System.Numerics;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>What must hold of a floor after anything: what was acknowledged stands in the journal once, and every account is what its trades come to.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="floor">The floor; all its traders paid in the same, and nothing happened but trades.</param>
/// <param name="deposit">What each trader paid in.</param>
/// <param name="traders">How many traders.</param>
internal sealed class FloorAudit(ClearingCluster cluster, TradingFloor floor, long deposit, int traders)
{
    private static readonly BigInteger AmountScale = BigInteger.Pow(10, 16);

    /// <summary>Checks everything, once the accounts confirmed their legs.</summary>
    /// <param name="acknowledged">Sequences that callers were told, by trade id.</param>
    public async Task CheckAsync(IReadOnlyDictionary<TradeId, long> acknowledged)
    {
        await floor.SettledAsync();
        var cleared = await ReadTradesAsync();
        Assert.Equal(cleared.Count, cleared.DistinctBy(trade => trade.Trade.TradeId).Count());
        var journaled = cleared.ToDictionary(trade => trade.Trade.TradeId, trade => trade.Sequence);
        Assert.All(acknowledged, told => Assert.Equal(told.Value, journaled.GetValueOrDefault(told.Key)));
        await CheckAccountsAsync(cleared);
        var report = await cluster.VerifyAsync();
        Assert.All(report.Pools, pool => Assert.True(pool.Residual.IsZero));
    }

    private async Task CheckAccountsAsync(IReadOnlyList<(long Sequence, ClearTrade Trade)> cleared)
    {
        var parameters = (await floor.Market.Grain.GetSummary()).Parameters;
        var expected = Enumerable.Range(0, traders).ToDictionary(trader => AccountId.Create(floor.AccountName(trader)), _ => new ReferenceAccount(deposit * AmountScale));
        foreach (var (_, trade) in cleared)
        {
            expected[trade.Buyer].Fill(trade.Quantity.Raw, trade.Price.Raw, (int)parameters.FeeRate.Ppm);
            expected[trade.Seller].Fill(-trade.Quantity.Raw, trade.Price.Raw, (int)parameters.FeeRate.Ppm);
        }

        for (var trader = 0; trader < traders; trader++)
        {
            var statement = await floor.Account(trader).GetStatementAsync();
            var line = statement.Margin!.Lines.SingleOrDefault();
            var account = expected[statement.Account];
            Assert.Equal((account.Cash, account.Quantity, account.EntryValue), ((BigInteger)statement.Margin.Cash.Raw, line?.Quantity.Raw ?? 0, (BigInteger)(line?.EntryValue.Raw ?? 0)));
        }
    }

    private async Task<List<(long Sequence, ClearTrade Trade)>> ReadTradesAsync()
    {
        var trades = new List<(long Sequence, ClearTrade Trade)>();
        await foreach (var segment in cluster.OpenStore().ReadSegmentsAsync(JournalId.ForMarket(floor.Market.Id), 1))
            trades.AddRange(SegmentPayload.Read<MarketEvent>(segment).Where(e => e.Event is TradeCleared).Select(e => (e.Sequence, ((TradeCleared)e.Event).Trade)));
        return trades;
    }
}
