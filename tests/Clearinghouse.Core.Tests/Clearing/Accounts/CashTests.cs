using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>Deposits and withdrawals.</summary>
public sealed class CashTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading(new() { FeeRate = Ratio.Zero });
    private readonly AccountBuilder _alice;

    public CashTests() => _alice = new AccountBuilder(Alice, _market);

    [Fact]
    public void Deposit_FirstOne_OpensTheAccountInItsPool()
    {
        _alice.Deposit("100").Deposit("0.0000000000000001");
        Assert.Equal((Pool, A("100.0000000000000001"), A("100.0000000000000001")), (_alice.Ledger.Pool, _alice.Ledger.Cash, _alice.Ledger.Deposits));
    }

    [Fact]
    public void Deposit_Refusals_NameWhatIsWrong()
    {
        Expect.Refused(Deposit("1", pool: null), RefusalCode.RequestInvalid, "pool");
        Expect.Refused(Deposit("0"), RefusalCode.AmountNotPositive, "amount", available: "0");
        Expect.Refused(Deposit("-1"), RefusalCode.AmountNotPositive, "amount", available: "-1");
        Expect.Refused(Deposit("1000000000000001"), RefusalCode.AmountOutOfRange, "amount", available: "1000000000000001", limit: "1000000000000000");
        _alice.Deposit("1");
        Expect.Refused(Deposit("1", "other"), RefusalCode.WrongPool, "main");
    }

    [Fact]
    public void Deposit_LargestMillionsOfTimes_StaysWithinTheLedgersRange() =>
        Assert.True(Amount.MaxValue.Raw / Core.Clearing.MovementLimit.Largest.Raw > 10_000_000);

    [Fact]
    public void Deposit_SameCommandAgain_ExistsWhateverItsSequence()
    {
        var deposit = new Deposit(Header("d", 5, "alice"), Pool, A("100"));
        _alice.Append(AccountDecider.Decide(_alice.Ledger, deposit, Start).Events);
        Expect.Exists(AccountDecider.Decide(_alice.Ledger, deposit, Start), CommandStatus.Exists, 1);
        Expect.Exists(AccountDecider.Decide(_alice.Ledger, deposit with { Header = Header("d", 6, "alice") }, Start), CommandStatus.Exists, 1);
    }

    [Fact]
    public void Deposit_SameIdWithAnotherAmountPoolOrVerb_ExistsWithDifferentContent()
    {
        var deposit = new Deposit(Header("d", 5, "alice"), Pool, A("100"));
        _alice.Append(AccountDecider.Decide(_alice.Ledger, deposit, Start).Events);
        Expect.Exists(AccountDecider.Decide(_alice.Ledger, deposit with { Amount = A("101") }, Start), CommandStatus.ExistsWithDifferentContent, 1);
        Expect.Exists(AccountDecider.Decide(_alice.Ledger, deposit with { Pool = OtherPool }, Start), CommandStatus.ExistsWithDifferentContent, 1);
        var withdraw = new Withdraw(deposit.Header, A("100"));
        Expect.Exists(
            AccountDecider.Decide(_alice.Ledger, _alice.Book, withdraw, new SnapshotView(), new Core.Margin.CrossMargin(), Start),
            CommandStatus.ExistsWithDifferentContent, 1);
        Assert.Equal(CommandStatus.Created, AccountDecider.Decide(_alice.Ledger, deposit with { Header = Header("d", 5, "bob") }, Start).Status);
    }

    [Fact]
    public void Withdraw_Refusals_NameWhatIsWrong()
    {
        Expect.Refused(_alice.DecideWithdrawal(A("0")), RefusalCode.AmountNotPositive, "amount", available: "0");
        Expect.Refused(_alice.DecideWithdrawal(A("1")), RefusalCode.AccountUnknown, "alice");
        _alice.Deposit("100");
        Expect.Refused(_alice.DecideWithdrawal(A("100.0000000000000001")), RefusalCode.FreeCollateralShort, "alice", required: "100.0000000000000001", available: "100");
        Assert.Equal(CommandStatus.Created, _alice.DecideWithdrawal(A("100")).Status);
    }

    [Fact]
    public void Withdraw_WithAPosition_LeavesItsInitialMargin()
    {
        Hold("5"); // 500 of notional, 50 of margin
        Expect.Refused(_alice.DecideWithdrawal(A("50.1")), RefusalCode.FreeCollateralShort, "alice", required: "50.1", available: "50");
        _alice.Withdraw("50");
        Assert.Equal(Amount.Zero, _alice.Statement().FreeCollateral);
    }

    [Fact]
    public void Withdraw_UnrealisedProfit_IsNotPaidOut()
    {
        Hold("5");
        _market.Report("200"); // equity 600, margin 100, cash 100
        Expect.Refused(_alice.DecideWithdrawal(A("100.1")), RefusalCode.FreeCollateralShort, "alice", required: "100.1", available: "100");
        Assert.Equal(CommandStatus.Created, _alice.DecideWithdrawal(A("100")).Status);
    }

    [Fact]
    public void Withdraw_UnrealisedLoss_IsHeldBackAndNeverNegative()
    {
        Hold("5");
        _market.Report("85"); // equity 25, margin 42.5
        Expect.Refused(_alice.DecideWithdrawal(A("1")), RefusalCode.FreeCollateralShort, "alice", required: "1", available: "0");
    }

    [Fact]
    public void Withdraw_SettlesTheFundingOwed_BesideIt()
    {
        Hold("5");
        _market.Accrue(Perp, "0.01"); // 5 × 1
        Expect.Refused(_alice.DecideWithdrawal(A("45.1")), RefusalCode.FreeCollateralShort, "alice", required: "45.1", available: "45");
        _alice.Withdraw("45");
        Assert.Equal(new FundingSettled(Btc, Perp, P("1"), A("5")) { At = _alice.Now }, _alice.Journal[^1]);
        Assert.Equal((A("50"), A("45"), A("5")), (_alice.Ledger.Cash, _alice.Ledger.Withdrawals, _alice.Ledger.FindPosition(Btc, Perp)!.FundingPaid));
    }

    [Fact]
    public void Withdraw_FundingReceived_CountsAsCash()
    {
        Hold("5");
        _market.Accrue(Perp, "-0.01");
        _alice.Withdraw("55");
        Assert.Equal((A("50"), Amount.Zero), (_alice.Ledger.Cash, _alice.Statement().FreeCollateral));
    }

    [Fact]
    public void Withdraw_TradesInFlight_HoldTheirMarginAndFees()
    {
        _alice.Deposit("100");
        Assert.True(_alice.TryReserve(_market.Begin(_market.Trade("4", "101")).Buyer)); // 40 of margin, 4 of loss at once
        Expect.Refused(_alice.DecideWithdrawal(A("56.1")), RefusalCode.FreeCollateralShort, "alice", required: "56.1", available: "56");
        Assert.Equal(CommandStatus.Created, _alice.DecideWithdrawal(A("56")).Status);
    }

    [Fact]
    public void Withdraw_PriceOfAPositionTooOldOrUnknown_IsRefused()
    {
        Hold("1");
        Expect.Refused(_alice.DecideWithdrawal(A("1"), _market.Now.AddSeconds(61)), RefusalCode.PriceStale, "btc");
        var blind = new AccountBuilder(Alice);
        blind.Append(_alice.Journal);
        Expect.Refused(blind.DecideWithdrawal(A("1")), RefusalCode.PriceUnknown, "btc");
    }

    [Fact]
    public void Withdraw_WithoutPositions_NeedsNoPrice()
    {
        Hold("1");
        _market.Clear(_market.Trade("1", buyer: Bob, seller: Alice));
        _alice.Take(_market.LastLegOf(Alice));
        Assert.Equal(CommandStatus.Created, _alice.DecideWithdrawal(A("100"), _market.Now.AddDays(9)).Status);
    }

    private void Hold(string quantity)
    {
        _alice.Deposit("100");
        _market.Clear(_market.Trade(quantity));
        _alice.Take(_market.LastLegOf(Alice));
    }

    private Core.Clearing.Decision<AccountEvent> Deposit(string amount, string? pool = "main") => AccountDecider.Decide(
        _alice.Ledger, new Deposit(Header("x", 99, "alice"), pool is null ? default : Core.Identifiers.PoolId.Create(pool), A(amount)), Start);
}
