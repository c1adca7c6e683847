using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Derive, audits of 2025: withdrawals could be blocked by others through the accounting they rested on, and an account could be drained by acting between the check of its margin and the transfer. Here others' deposits, refused requests and
/// unused grants take nothing from what an account may withdraw but for as long as the limit itself says, and check and payment are one decision.
/// </summary>
public sealed class DeriveWithdrawalTests
{
    private static readonly LimitPolicy Limits = new() { Hourly = new(R("0.1"), A("100")) };

    [Fact]
    public void RequestsOfOthers_ThatAreRefused_TakeNothing()
    {
        var pool = new PoolBuilder().Limit(Limits);
        for (var i = 0; i < 1_000; i++) Assert.NotNull(pool.Ask($"grief-{i}", A("101"), A("1000")).Refusal);
        Assert.Null(pool.Ask("honest", A("100"), A("1000")).Refusal);
    }

    [Fact]
    public void GrantThatIsNeverUsed_ComesBackWithTime()
    {
        var pool = new PoolBuilder().Limit(Limits);
        Assert.Null(pool.Ask("grief", A("100"), A("1000")).Refusal);
        var refusal = pool.Ask("honest", A("40"), A("1000")).Refusal!;
        Assert.Equal(pool.Now.AddMinutes(24), refusal.NotBefore);
        pool.Wait(TimeSpan.FromMinutes(24));
        Assert.Null(pool.Ask("honest", A("40"), A("1000")).Refusal);
    }

    [Fact]
    public void Deposits_OfWhomever_NeverLowerWhatMayLeave() => Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 100_000]).Sample((cash, more) =>
    {
        var rate = new WithdrawalRate(R("0.1"), A("100"));
        Assert.True(rate.CapacityOf(Amount.FromInteger(cash + more)) >= rate.CapacityOf(Amount.FromInteger(cash)));
    });

    [Fact]
    public void MarginThatMoved_WhileThePoolWasAsked_IsCheckedAgain_AndNothingIsPaidTwice()
    {
        var scene = new FailureScene(new MarketParameters { FeeRate = Ratio.Zero });
        var (alice, bob) = (scene.Account("alice", "1000"), scene.Account("bob", "100000"));
        var pool = new PoolBuilder().Limit(Limits);
        var withdrawal = new Withdraw(Names.Header("w", 50, "alice"), A("100"));
        Assert.Equal(CommandStatus.Created, AccountDecider.Decide(alice.Ledger, alice.Book, withdrawal, alice.View, Core.Margin.MarginPolicies.Default, alice.Now).Status);
        Assert.Null(pool.Ask("w", withdrawal.Amount, A("1000")).Refusal);

        // Between the grant and the payment the account opens a position that needs its money: the second look refuses.
        scene.Cleared(alice, bob, "90");
        var again = AccountDecider.Decide(alice.Ledger, alice.Book, withdrawal, alice.View, Core.Margin.MarginPolicies.Default, alice.Now);
        Assert.True(again.Refusal!.Code is RefusalCode.TransferMarginShort or RefusalCode.FreeCollateralShort);

        // Later, with money again, the same withdrawal uses the same grant and is paid once.
        alice.Deposit("1000");
        Assert.Equal(CommandStatus.Exists, pool.Ask("w", withdrawal.Amount, A("1000")).Status);
        alice.Do(AccountDecider.Decide(alice.Ledger, alice.Book, withdrawal, alice.View, Core.Margin.MarginPolicies.Default, alice.Now));
        Expect.Exists(AccountDecider.Decide(alice.Ledger, alice.Book, withdrawal, alice.View, Core.Margin.MarginPolicies.Default, alice.Now), CommandStatus.Exists, alice.Ledger.Sequence);
        Assert.Equal(A("100"), alice.Ledger.Withdrawals);
    }
}
