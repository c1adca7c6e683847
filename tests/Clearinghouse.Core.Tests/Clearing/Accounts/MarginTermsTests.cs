using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>How an account chooses to be margined: only when it stays covered.</summary>
public sealed class MarginTermsTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading().List(Terms.Future());
    private readonly AccountBuilder _alice;
    private int _commands;

    public MarginTermsTests() => _alice = new AccountBuilder(Alice, _market).Deposit("1000");

    [Fact]
    public void Set_WithoutPositions_IsTaken_AndRemembered()
    {
        var set = Command(new MarginTerms(MarginMode.Portfolio, R("3")));
        _alice.Append(Decide(set).Events);
        Assert.Equal(new MarginTerms(MarginMode.Portfolio, R("3")), _alice.Ledger.Terms);
        Assert.Equal(CommandStatus.Exists, Decide(set).Status);
        Assert.Equal(CommandStatus.ExistsWithDifferentContent, Decide(set with { Terms = MarginTerms.Default }).Status);
        Assert.Equal(_alice.Ledger.Terms, AccountLedger.FromState(_alice.Ledger.ToState()).Terms);
    }

    [Fact]
    public void Set_ThatLeavesTheAccountShort_IsRefusedWithItsNumbers()
    {
        Hold("40"); // 4,000 of notional on 999.2: 400 of margin
        Expect.Refused(Decide(Command(new MarginTerms(MarginMode.Cross, R("2")))).Refusal, RefusalCode.InitialMarginShort, "alice", required: "2000", available: "999.2");
        Assert.Null(Decide(Command(new MarginTerms(MarginMode.Cross, R("5")))).Refusal);
    }

    [Fact]
    public void LeverageLimit_HoldsForTradesToo()
    {
        _alice.Append(Decide(Command(new MarginTerms(MarginMode.Cross, R("2")))).Events);
        Assert.Equal(RefusalCode.InitialMarginShort, _alice.Ask(Buy("21")).Refusal?.Code);
        Assert.Null(_alice.Ask(Buy("19")).Refusal);
    }

    [Fact]
    public void Isolated_HoldsOneContract()
    {
        Hold("1");
        _alice.Append(Decide(Command(new MarginTerms(MarginMode.Isolated))).Events);
        Assert.Null(_alice.Ask(Buy("1")).Refusal);
        Expect.Refused(_alice.Ask(Buy("1") with { Contract = Dated }).Refusal, RefusalCode.IsolatedContract, "alice", available: "btc-perp");
    }

    [Fact]
    public void Isolated_WithTwoContracts_IsRefused()
    {
        Hold("1");
        Assert.True(_alice.TryReserve(Buy("1") with { Contract = Dated }));
        Assert.Equal(RefusalCode.IsolatedContract, Decide(Command(new MarginTerms(MarginMode.Isolated))).Refusal?.Code);
    }

    [Fact]
    public void Set_Malformed_IsRefused()
    {
        Assert.Equal(RefusalCode.RequestInvalid, Decide(Command(new MarginTerms((MarginMode)9))).Refusal?.Code);
        Assert.Equal(RefusalCode.RequestInvalid, Decide(Command(new MarginTerms(MarginMode.Cross, R("0.5")))).Refusal?.Code);
        var nobody = new AccountBuilder(Bob, _market);
        Assert.Equal(RefusalCode.AccountUnknown, Decide(nobody, Command(MarginTerms.Default)).Refusal?.Code);
    }

    private SetMarginTerms Command(MarginTerms terms) => new(Header($"terms-{++_commands}", 100 + _commands, "alice"), terms);

    private Decision<AccountEvent> Decide(SetMarginTerms command) => Decide(_alice, command);

    private Decision<AccountEvent> Decide(AccountBuilder account, SetMarginTerms command) =>
        AccountDecider.Decide(account.Ledger, account.Book, command, new SnapshotView(_market), MarginPolicies.Default, _market.Now);

    private Reservation Buy(string quantity) => _market.Begin(_market.Trade(quantity)).Buyer;

    private void Hold(string quantity)
    {
        _market.Clear(_market.Trade(quantity));
        _alice.Take(_market.LastLegOf(Alice));
    }
}
