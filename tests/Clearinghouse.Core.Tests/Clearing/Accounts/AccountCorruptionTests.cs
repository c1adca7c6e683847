using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>An account folds nothing that no decider would have written.</summary>
public sealed class AccountCorruptionTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading();
    private readonly AccountBuilder _alice;
    private readonly LegApplied _applied;

    public AccountCorruptionTests()
    {
        _alice = new AccountBuilder(Alice, _market).Deposit("100");
        _applied = AccountDecider.Receive(_alice.Ledger, _market.Clear(_market.Trade()).LastLegOf(Alice), Start).Event!;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Apply_OutOfSequence_IsCorrupt(int step) =>
        Expect.Corrupt(() => _alice.Ledger.Apply(_alice.Ledger.Sequence + step, new AccountActivated { At = Start }), "expected 2");

    [Fact]
    public void Apply_DepositIntoAnotherPoolOrOfNothing_IsCorrupt()
    {
        Corrupt("another pool", new Deposited(new Deposit(Header("x"), OtherPool, A("1"))) { At = Start });
        var bob = new AccountBuilder(Bob);
        Expect.Corrupt(() => bob.Append(new Deposited(new Deposit(Header("x"), Pool, A("0"))) { At = Start }), "deposit of nothing");
    }

    [Fact]
    public void Apply_WithdrawalOfNothingOrFromNoAccount_IsCorrupt()
    {
        Corrupt("withdrawal of nothing", new Withdrawn(new Withdraw(Header("x"), A("-1"))) { At = Start });
        var bob = new AccountBuilder(Bob);
        Expect.Corrupt(() => bob.Append(new Withdrawn(new Withdraw(Header("x"), A("1"))) { At = Start }), "from no account");
    }

    [Fact]
    public void Apply_LegWithOtherAmounts_IsCorrupt()
    {
        Expect.Corrupt(() => Copy().Append(_applied with { Realised = A("1") }), "amounts recorded");
        Expect.Corrupt(() => Copy().Append(_applied with { FundingPaid = A("1") }), "amounts recorded");
        Expect.Corrupt(() => Copy().Append(_applied with { Cash = A("100") }), "amounts recorded");
        Expect.Corrupt(() => Copy().Append(_applied with { Leg = _applied.Leg with { Fee = A("1") } }), "amounts recorded");
    }

    [Fact]
    public void Apply_LegThatDoesNotFollow_IsCorrupt()
    {
        Expect.Corrupt(() => Copy().Append(_applied with { Leg = _applied.Leg with { PreviousSequence = 1 } }), "does not follow");
        Expect.Corrupt(() => Copy().Append(_applied with { Leg = _applied.Leg with { Sequence = 0 } }), "does not follow");
        Expect.Corrupt(() => Copy().Append(_applied, _applied), "does not follow");
    }

    [Fact]
    public void Apply_FundingOfNoPositionOrOfAnotherAmount_IsCorrupt()
    {
        var settled = new FundingSettled(Btc, Perp, P("1"), A("2")) { At = Start };
        Expect.Corrupt(() => Copy().Append(settled), "not there");
        Expect.Corrupt(() => Copy().Append(_applied, settled), "amount recorded");
    }

    private AccountBuilder Copy() => new AccountBuilder(Alice).Append(_alice.Journal);

    private void Corrupt(string what, AccountEvent e) => Expect.Corrupt(() => _alice.Append(e), what);
}
