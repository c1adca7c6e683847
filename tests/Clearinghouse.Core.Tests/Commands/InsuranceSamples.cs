using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Waterfall;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Commands;

/// <summary>Commands and events of the insurance tranches, for the golden strings: Bob underwrites, Alice fails, something comes back, and Bob leaves.</summary>
internal static class InsuranceSamples
{
    internal static readonly ConfigureInsurance Configure = new(Header("ci-1", 28), new InsurancePolicy
    {
        PremiumShare = R("0.2"),
        Tranches = [new("junior", 1, new TrancheTerms { PremiumWeight = R("3") }), new("senior", 2, new TrancheTerms { CooldownSeconds = 3_600 })],
    });

    internal static readonly StakeInsurance Stake = new(Header("si-1", 29, "bob"), "junior", Bob, A("1000"));

    internal static readonly LeaveInsurance Leave = new(Header("li-1", 30, "bob"), "junior", Bob, Q("250"));

    internal static readonly RedeemInsurance Redeem = new(Header("ri-1", 31, "bob"), "junior", 1);

    internal static IReadOnlyList<ICommand> Commands { get; } = [Configure, Stake, Leave, Redeem];

    internal static IReadOnlyList<PoolEvent> Events { get; } =
    [
        new InsuranceConfigured(Configure) { At = Start },
        new InsuranceStaked(Stake, new TrancheStaked(Bob, A("1000"), Q("1000")) { At = Start }) { At = Start },
        new FeesCollected(Btc, 13, A("0.2005"), A("0.1"), [new("junior", A("0.02"))]) { At = Start },
        new InsuranceLeaveRequested(Leave, new LeaveRequested(new(1, Bob, Q("250"), Start, Start.AddDays(7))) { At = Start }) { At = Start },
        new DefaultBegun(Default, Alice) { At = Start },
        new DefaultEnded(Default) { At = Start },
        new DefaultRecovered(
            new RecoverLoss(Header("rl-2", 32), Default, A("3")),
            new RecoveryPlan(Default, A("3"), [new(Default, 0, LossPayer.Tranche("junior"), A("3"))], [A("3")], A("0")),
            [new("junior", new LossRecovered(Default, A("3"), [new(Bob, A("3"))]) { At = Start })]) { At = Start },
        new InsuranceRedeemed(Redeem, new StakeRedeemed(1, new(Bob, A("250.005"))) { At = Start }) { At = Start },
    ];

    private static DefaultId Default => OwnNames.DefaultOf(Alice, 1);
}
