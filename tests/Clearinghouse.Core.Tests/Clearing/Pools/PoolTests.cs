using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Pools;

/// <summary>A pool's own money: fees of its markets, whatever happens to the messages, and contributions.</summary>
public sealed class PoolTests
{
    private readonly PoolLedger _pool = new(Pool);

    [Fact]
    public void Collect_TakesWhatIsNew_PerMarket()
    {
        Collect(10, "5");
        Collect(12, "7.5");
        Collect(3, "1", eth: true);
        Assert.Equal((A("8.5"), 3L), (_pool.BalanceOf(PoolFund.Fees), _pool.Sequence));
        Assert.Equal((new MarketFees(12, A("7.5")), new MarketFees(3, A("1"))), (_pool.Markets[Btc], _pool.Markets[Eth]));
    }

    [Fact]
    public void Collect_RepeatedLateOrWithoutNews_IsNoEvent()
    {
        Collect(10, "5");
        Collect(12, "7.5");
        Assert.Null(PoolDecider.Collect(_pool, Btc, 12, A("7.5"), Start)); // repeated
        Assert.Null(PoolDecider.Collect(_pool, Btc, 10, A("5"), Start)); // late
        Assert.Null(PoolDecider.Collect(_pool, Btc, 13, A("7.5"), Start)); // a trade without fee
        Assert.Null(PoolDecider.Collect(_pool, Eth, 1, Amount.Zero, Start));
    }

    [Fact]
    public void Collect_FeesThatShrank_AreCorrupt()
    {
        Collect(10, "5");
        Expect.Corrupt(() => PoolDecider.Collect(_pool, Btc, 11, A("4"), Start), "its fees shrank");
    }

    [Fact]
    public void Collect_MessagesLostRepeatedAndReordered_ComeToTheLatestThatArrived() =>
        Gen.Select(Gen.Int[0, 5].List[1, 20], Gen.Int[0, 19].List[1, 40]).Sample((fees, arrivals) =>
        {
            var pool = new PoolLedger(Pool);
            var totals = fees.Select((_, i) => Amount.FromInteger(fees.Take(i + 1).Sum())).ToList();
            var arrived = arrivals.Select(arrival => arrival % fees.Count).ToList();
            foreach (var message in arrived)
                if (PoolDecider.Collect(pool, Btc, message + 1, totals[message], Start) is { } e) pool.Apply(pool.Sequence + 1, e);
            Assert.Equal(totals[arrived.Max()], pool.BalanceOf(PoolFund.Fees));
        });

    [Fact]
    public void Contribute_GoesIntoItsFund_AndOnlyOnce()
    {
        var command = new ContributeFund(Header("c"), PoolFund.Insurance, A("1000"));
        Apply(PoolDecider.Decide(_pool, command, Start).Events[0]);
        Assert.Equal((A("1000"), A("0"), A("1000")), (_pool.BalanceOf(PoolFund.Insurance), _pool.BalanceOf(PoolFund.Fees), _pool.Contributions));
        Expect.Exists(PoolDecider.Decide(_pool, command, Start), CommandStatus.Exists, 1);
        Expect.Exists(PoolDecider.Decide(_pool, command with { Amount = A("1") }, Start), CommandStatus.ExistsWithDifferentContent, 1);
        Expect.Exists(PoolDecider.Decide(_pool, command with { Fund = PoolFund.Fees }, Start), CommandStatus.ExistsWithDifferentContent, 1);
    }

    [Fact]
    public void Contribute_Refusals_NameWhatIsWrong()
    {
        Refused("0", PoolFund.Fees, RefusalCode.AmountNotPositive, "amount", available: "0");
        Refused("-1", PoolFund.Fees, RefusalCode.AmountNotPositive, "amount", available: "-1");
        Refused("1000000000000001", PoolFund.Fees, RefusalCode.AmountOutOfRange, "amount", "1000000000000001", "1000000000000000");
        Refused("0", (PoolFund)9, RefusalCode.RequestInvalid, "fund");
    }

    [Fact]
    public void Apply_WhatNoDeciderWrites_IsCorrupt()
    {
        Collect(10, "5");
        Expect.Corrupt(() => _pool.Apply(1, new FeesCollected(Btc, 11, A("6"), A("1")) { At = Start }), "expected 2");
        Corrupt("fees do not come", new FeesCollected(Btc, 11, A("6"), A("2")) { At = Start });
        Corrupt("collected before", new FeesCollected(Btc, 10, A("6"), A("1")) { At = Start });
        Corrupt("collected before", new FeesCollected(Btc, 11, A("4"), A("-1")) { At = Start });
        Corrupt("contribution of nothing", new FundContributed(new ContributeFund(Header("x"), PoolFund.Fees, A("0"))) { At = Start });

        void Corrupt(string what, PoolEvent e)
        {
            var copy = PoolLedger.FromState(_pool.ToState());
            Expect.Corrupt(() => copy.Apply(2, e), what);
        }
    }

    private void Refused(string amount, PoolFund fund, RefusalCode code, string subject, string? available = null, string? limit = null) =>
        Expect.Refused(PoolDecider.Decide(_pool, new ContributeFund(Header("x"), fund, A(amount)), Start), code, subject, available: available, limit: limit);

    private void Collect(long sequence, string fees, bool eth = false) => Apply(PoolDecider.Collect(_pool, eth ? Eth : Btc, sequence, A(fees), Start)!);

    private void Apply(PoolEvent e) => _pool.Apply(_pool.Sequence + 1, e);
}
