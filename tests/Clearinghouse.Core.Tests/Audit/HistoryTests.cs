using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Audit;

/// <summary>Random histories of a whole pool, without faults. A failure prints the seed and the shortest history found.</summary>
public sealed class HistoryTests
{
    [Fact]
    public void AfterEveryStep_NothingWasCreatedOrLost() => WorldStep.History.Sample(history =>
    {
        var world = new World();
        foreach (var step in history)
        {
            world.Do(step);
            var audit = world.Audit();
            Assert.True(audit.Holds, $"{audit.Residual} after {step}: {string.Join("; ", audit.Contracts.Where(contract => !contract.Holds))}");
        }
    }, iter: 300);

    [Fact]
    public void AfterEveryStep_MarketsAndAccountsAgreeOnPositions() => WorldStep.History.Sample(history =>
    {
        var world = new World();
        foreach (var step in history)
        {
            world.Do(step);
            foreach (var (market, account) in world.Markets.SelectMany(market => world.Accounts.Select(account => (market, account))))
                foreach (var contract in market.Ledger.Contracts.Select(listed => listed.Contract.Id))
                    Assert.Equal(
                        market.Ledger.QuantityOf(account.Ledger.Account, contract),
                        account.Ledger.FindPosition(market.Ledger.Market, contract)?.Quantity ?? Quantity.Zero);
        }
    }, iter: 100);

    [Fact]
    public void Journals_WrittenReadAndFoldedAgain_GiveTheSameLedgers() => WorldStep.History.Sample(history =>
    {
        var world = Run(history);
        foreach (var market in world.Markets)
        {
            var folded = new MarketClearing(new MarketLedger(market.Ledger.Market));
            foreach (var e in Reread(market.Journal)) folded.Apply(folded.Ledger.Sequence + 1, e);
            foreach (var account in world.Accounts) folded.Confirm(account.Ledger.Account, account.Ledger.CursorOf(market.Ledger.Market));
            AssertSame(market.Ledger.ToState(null), folded.Ledger.ToState(folded.Outbox.OldestSequence));
        }

        foreach (var account in world.Accounts)
            AssertSame(account.Ledger.ToState(), new AccountBuilder(account.Ledger.Account).Append(Reread(account.Journal)).Ledger.ToState());
        AssertSame(world.Pool.ToState(), Fold(Reread(world.PoolJournal)).ToState());
    }, iter: 100);

    [Fact]
    public void Snapshots_TakenAnywhere_ContinueAsIfNothingHadHappened() => Gen.Select(WorldStep.History, Gen.Int[0, 1000]).Sample((history, cut) =>
    {
        var world = Run(history);
        foreach (var market in world.Markets)
        {
            var original = new MarketClearing(new MarketLedger(market.Ledger.Market));
            var at = cut % (market.Journal.Count + 1);
            foreach (var e in market.Journal.Take(at)) original.Apply(original.Ledger.Sequence + 1, e);
            var restored = Restore(original, market.Journal);
            foreach (var e in market.Journal.Skip(at)) restored.Apply(restored.Ledger.Sequence + 1, e);
            foreach (var e in market.Journal.Skip(at)) original.Apply(original.Ledger.Sequence + 1, e);
            AssertSame(original.Ledger.ToState(original.Outbox.OldestSequence), restored.Ledger.ToState(restored.Outbox.OldestSequence));
            foreach (var account in world.Accounts.Select(known => known.Ledger.Account))
            {
                Assert.Equal(original.Outbox.Peek(account, int.MaxValue, long.MaxValue), restored.Outbox.Peek(account, int.MaxValue, long.MaxValue));
                Assert.Equal(original.LegsAfter(account, 0, long.MaxValue)!.Legs, restored.LegsAfter(account, 0, long.MaxValue)!.Legs);
            }
        }

        foreach (var account in world.Accounts) AssertSame(account.Ledger.ToState(), AccountLedger.FromState(Reread(account.Ledger.ToState())).ToState());
        AssertSame(world.Pool.ToState(), PoolLedger.FromState(Reread(world.Pool.ToState())).ToState());
    }, iter: 100);

    [Fact]
    public void Histories_AreRichEnoughToMeanSomething()
    {
        // Guards the generator: a world in which everything is refused would pass every law.
        var histories = WorldStep.History.Array[200].Single();
        var worlds = histories.Select(Run).ToList();
        var events = worlds.SelectMany(world => world.Markets).SelectMany(market => market.Journal).ToList();
        Assert.True(events.OfType<TradeCleared>().Count() > 1000);
        Assert.Contains(events.OfType<PositionsSettled>(), settled => settled.Legs.Length > 2);
        var ledgers = worlds.SelectMany(world => world.Accounts).SelectMany(account => account.Journal).ToList();
        Assert.True(ledgers.OfType<Withdrawn>().Count() > 100);
        Assert.Contains(ledgers.OfType<FundingSettled>(), settled => settled.FundingPaid.IsNegative);
        Assert.Contains(ledgers.OfType<LegApplied>(), applied => applied.Realised.IsNegative);
    }

    private static World Run(IEnumerable<WorldStep> history)
    {
        var world = new World();
        foreach (var step in history) world.Do(step);
        return world;
    }

    private static MarketClearing Restore(MarketClearing original, List<MarketEvent> journal)
    {
        var state = Reread(original.Ledger.ToState(original.Outbox.OldestSequence));
        var restored = new MarketClearing(MarketLedger.FromState(state));
        for (var sequence = state.RecallFrom; sequence <= state.Sequence; sequence++) restored.Recall(sequence, journal[(int)sequence - 1]);
        return restored;
    }

    private static PoolLedger Fold(IEnumerable<PoolEvent> journal)
    {
        var pool = new PoolLedger(Names.Pool);
        foreach (var e in journal) pool.Apply(pool.Sequence + 1, e);
        return pool;
    }

    private static IEnumerable<T> Reread<T>(List<T> journal) => journal.Select(Reread);

    private static T Reread<T>(T value) => CanonicalEncoding.Decode<T>(CanonicalEncoding.Encode(value));

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(CanonicalEncoding.Encode(expected), CanonicalEncoding.Encode(actual));
}
