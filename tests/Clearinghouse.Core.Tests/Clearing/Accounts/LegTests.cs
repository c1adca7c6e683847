using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>What an account does with the legs that reach it, in whatever order and number.</summary>
public sealed class LegTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading(new() { FeeRate = Ratio.Zero });
    private readonly AccountLedger _alice;
    private readonly AccountLeg _first;
    private readonly AccountLeg _second;

    public LegTests()
    {
        _alice = new AccountBuilder(Alice, _market).Deposit("100").Ledger;
        _first = _market.Clear(_market.Trade("2")).LastLegOf(Alice);
        _market.Clear(_market.Trade("1", buyer: Carol)).Accrue(Perp, "0.01");
        _second = _market.Clear(_market.Trade("1", "110", buyer: Bob, seller: Alice)).LastLegOf(Alice);
    }

    [Fact]
    public void Receive_LegThatFollows_IsAppliedWithWhatItDoesToCash()
    {
        Take(_first);
        var applied = Receive(_second).Event!;
        Assert.Equal((A("10"), A("2"), A("108")), (applied.Realised, applied.FundingPaid, applied.Cash));
        Take(_second);
        Assert.Equal((A("108"), Q("1"), _second.Sequence), (_alice.Cash, _alice.FindPosition(Btc, Perp)!.Quantity, _alice.CursorOf(Btc)));
    }

    [Fact]
    public void Receive_LegApplied_IsIgnored()
    {
        Take(_first);
        Take(_second);
        Assert.Equal(default, Receive(_first));
        Assert.Equal(default, Receive(_second));
    }

    [Fact]
    public void Receive_LegBehindAGap_AsksForWhatIsMissing()
    {
        Assert.Equal(new LegDisposition(null, IsGap: true), Receive(_second));
        Assert.Equal(new LegDisposition(null, IsGap: true), Receive(_second with { PreviousSequence = _second.PreviousSequence + 1 }));
    }

    [Fact]
    public void Receive_WithoutMembershipOrReservation_IsAppliedAllTheSame()
    {
        Take(_first);
        Assert.Equal(_first.Sequence, _alice.Markets[Btc].Cursor);
    }

    [Fact]
    public void Receive_LegsOfOneMarket_DoNotMoveTheCursorOfAnother()
    {
        Take(_first);
        var elsewhere = _first with { Market = Eth };
        Take(elsewhere);
        Assert.Equal((_first.Sequence, _first.Sequence), (_alice.CursorOf(Btc), _alice.CursorOf(Eth)));
        Assert.Equal(Q("2"), _alice.FindPosition(Eth, Perp)!.Quantity);
    }

    [Fact]
    public void Receive_LossBeyondCash_LeavesItNegative()
    {
        Take(_first);
        Take(_second with { Price = P("0.5"), Quantity = Q("-2"), FundingIndex = Price.Zero });
        Assert.Equal(A("-99"), _alice.Cash);
    }

    private LegDisposition Receive(AccountLeg leg) => AccountDecider.Receive(_alice, leg, Start);

    private void Take(AccountLeg leg) => _alice.Apply(_alice.Sequence + 1, Receive(leg).Event!);
}
