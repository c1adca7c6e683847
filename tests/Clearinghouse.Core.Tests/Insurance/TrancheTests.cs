using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Insurance;

public sealed class TrancheTests
{
    private static readonly DefaultId Cause = DefaultId.Create("d1");

    private InsuranceTranche _tranche = new() { Name = "junior", Seniority = 0, Terms = new TrancheTerms { CooldownSeconds = 100 } };

    [Fact]
    public void Shares_CostWhatTheyAreWorth()
    {
        Do(TrancheDecider.Stake(_tranche, Alice, A("100"), Start));
        Do(TrancheDecider.ReceivePremium(_tranche, A("50"), Start));
        Do(TrancheDecider.Stake(_tranche, Bob, A("100"), Start));
        Assert.Equal((Q("100"), Q("66.66666666"), A("250")), (_tranche.Holders[Alice], _tranche.Holders[Bob], _tranche.Assets));
    }

    [Fact]
    public void WhoAskedToLeave_BearsTheLossAllTheSame()
    {
        Do(TrancheDecider.Stake(_tranche, Alice, A("60"), Start));
        Do(TrancheDecider.Stake(_tranche, Bob, A("40"), Start));
        Do(TrancheDecider.RequestLeave(_tranche, Bob, Q("40"), Start.AddSeconds(10)));
        Do(TrancheDecider.Freeze(_tranche, Cause, Start.AddSeconds(50)));
        Do(TrancheDecider.BearLoss(_tranche, Cause, A("50"), Start.AddSeconds(60)));
        Refuse(TrancheDecider.Redeem(_tranche, 1, Start.AddSeconds(500)), RefusalCode.DefaultRunning);
        Refuse(TrancheDecider.Stake(_tranche, Carol, A("10"), Start.AddSeconds(60)), RefusalCode.DefaultRunning);
        Do(TrancheDecider.Release(_tranche, Cause, Start.AddSeconds(1050)));

        // Of the cooldown, 40 seconds had passed when it stood still.
        Assert.Equal(Start.AddSeconds(1110), _tranche.Leaving[1].ReadyAt);
        Refuse(TrancheDecider.Redeem(_tranche, 1, Start.AddSeconds(1109)), RefusalCode.TrancheCoolingDown);
        Do(TrancheDecider.Redeem(_tranche, 1, Start.AddSeconds(1110)));
        Assert.Equal(A("30"), _tranche.Assets);

        // He is gone, and a recovery finds him.
        var recovered = Assert.IsType<LossRecovered>(Assert.Single(TrancheDecider.Recover(_tranche, Cause, A("10"), Start.AddSeconds(2000)).Events));
        Assert.Equal([new TranchePayment(Alice, A("6")), new TranchePayment(Bob, A("4"))], recovered.Payments);
    }

    [Fact]
    public void ALossOfEverything_EndsAllShares_AndTheTrancheBeginsAnew()
    {
        Do(TrancheDecider.Stake(_tranche, Alice, A("60"), Start));
        Do(TrancheDecider.RequestLeave(_tranche, Alice, Q("60"), Start));
        Do(TrancheDecider.Freeze(_tranche, Cause, Start));
        Do(TrancheDecider.BearLoss(_tranche, Cause, A("60"), Start));
        Do(TrancheDecider.Release(_tranche, Cause, Start));
        Refuse(TrancheDecider.Redeem(_tranche, 1, Start.AddSeconds(500)), RefusalCode.TrancheEntryUnknown);
        Refuse(TrancheDecider.ReceivePremium(_tranche, A("1"), Start), RefusalCode.TrancheEmpty);
        Do(TrancheDecider.Stake(_tranche, Bob, A("5"), Start));
        Assert.Equal((null, Q("5")), (_tranche.Holders.ContainsKey(Alice) ? "held" : null, _tranche.Holders[Bob]));
        Do(TrancheDecider.Recover(_tranche, Cause, A("60"), Start));
        Assert.Equal(A("5"), _tranche.Assets);
        Refuse(TrancheDecider.Recover(_tranche, Cause, A("1"), Start), RefusalCode.TrancheEntryUnknown);
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused_WithTheNumbersThatBind()
    {
        Expect.Refused(TrancheDecider.Stake(_tranche, Alice, A("0.5"), Start), RefusalCode.TrancheStakeTooSmall, "amount", required: "1", available: "0.5");
        Do(TrancheDecider.Stake(_tranche, Alice, A("10"), Start));
        Expect.Refused(TrancheDecider.RequestLeave(_tranche, Alice, Q("11"), Start), RefusalCode.TrancheSharesShort, "alice", required: "11", available: "10");
        Do(TrancheDecider.RequestLeave(_tranche, Alice, Q("7"), Start));
        Expect.Refused(TrancheDecider.RequestLeave(_tranche, Alice, Q("4"), Start), RefusalCode.TrancheSharesShort, "alice", required: "4", available: "3");
        Expect.Refused(TrancheDecider.BearLoss(_tranche, Cause, A("1"), Start), RefusalCode.TrancheEntryUnknown, "d1");
        Do(TrancheDecider.Freeze(_tranche, Cause, Start));
        Expect.Refused(TrancheDecider.BearLoss(_tranche, Cause, A("11"), Start), RefusalCode.TrancheShort, "junior", required: "11", available: "10");
        Do(TrancheDecider.BearLoss(_tranche, Cause, A("4"), Start));
        Expect.Refused(TrancheDecider.Recover(_tranche, Cause, A("5"), Start), RefusalCode.AmountOutOfRange, "amount", available: "5", limit: "4");
        Assert.Empty(TrancheDecider.Freeze(_tranche, Cause, Start).Events);
    }

    [Fact]
    public void AShareTooDearForTheStake_IsNotSold()
    {
        Do(TrancheDecider.Stake(_tranche, Alice, A("1"), Start));
        Do(TrancheDecider.RequestLeave(_tranche, Alice, Q("0.99999999"), Start));
        Do(TrancheDecider.Redeem(_tranche, 1, Start.AddSeconds(100)));
        Do(TrancheDecider.ReceivePremium(_tranche, A("10"), Start));
        Refuse(TrancheDecider.Stake(_tranche, Bob, A("19"), Start), RefusalCode.TrancheStakeTooSmall);
    }

    [Fact]
    public void Premium_GoesByMoneyAndWeight_AndLossesJuniorFirst()
    {
        var junior = Holding("j", 0, "10", "3");
        var senior = Holding("s", 1, "70", "1");
        Assert.Equal([A("3"), A("7")], TrancheStack.SharePremium([junior, senior], A("10")));
        Assert.Equal([Amount.Zero], TrancheStack.SharePremium([_tranche], A("10")));
        Assert.Equal(["j", "s"], TrancheStack.LayerMembersOf([senior, junior]).Select(member => member.Payer.Name));

        static InsuranceTranche Holding(string name, int seniority, string assets, string weight) => new()
        {
            Name = name,
            Seniority = seniority,
            Assets = A(assets),
            Shares = Q(assets),
            Terms = new TrancheTerms { PremiumWeight = R(weight) },
        };
    }

    [Fact]
    public void AnEventOfSomethingElse_IsABug() => Assert.Throws<InvalidOperationException>(() => _tranche.Apply(new PremiumReceived(A("1")) { At = Start }));

    private static void Refuse(Core.Clearing.Decision<TrancheEvent> decision, RefusalCode code) => Assert.Equal(code, decision.Refusal?.Code);

    private void Do(Core.Clearing.Decision<TrancheEvent> decision)
    {
        Assert.Null(decision.Refusal);
        foreach (var happened in decision.Events) _tranche = _tranche.Apply(happened);
    }
}
