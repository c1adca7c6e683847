using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Insurance;

/// <summary>Underwriters of a pool: what they pay in, earn, lose and get back.</summary>
public sealed class PoolInsuranceTests
{
    private static readonly DefaultId Cause = DefaultId.Create("d-1");
    private readonly PoolLedger _pool = new(Pool);
    private DateTimeOffset _now = Start;
    private int _commands;

    public PoolInsuranceTests()
    {
        Do(DefaultDecider.Decide(_pool, new ConfigureDefaults(Next(), new DefaultPolicy()), _now));
        Do(InsuranceDecider.Decide(_pool, new ConfigureInsurance(Next(), PolicyOf("junior", "senior")), _now));
    }

    [Fact]
    public void Fees_AreShared_ByMoneyTimesWeight()
    {
        Stake("junior", Bob, "100");
        Stake("senior", Carol, "300");
        _pool.Apply(_pool.Sequence + 1, PoolDecider.Collect(_pool, Btc, 1, A("60"), _now)!);

        // A quarter of 60; junior's hundred counts three times.
        Assert.Equal((A("45"), A("107.5"), A("307.5")), (_pool.BalanceOf(PoolFund.Fees), Tranche("junior").Assets, Tranche("senior").Assets));
        Assert.Equal(A("415"), _pool.BalanceOf(PoolFund.Insurance));
    }

    [Fact]
    public void Fees_StayWithThePool_WhileNobodyUnderwrites()
    {
        _pool.Apply(_pool.Sequence + 1, PoolDecider.Collect(_pool, Btc, 1, A("60"), _now)!);
        Assert.Equal((A("60"), A("0")), (_pool.BalanceOf(PoolFund.Fees), _pool.BalanceOf(PoolFund.Insurance)));
    }

    [Fact]
    public void ARunningDefault_HoldsEverybodyIn_AndTheClaimLetsThemGo()
    {
        Stake("junior", Bob, "100");
        Do(InsuranceDecider.Decide(_pool, new LeaveInsurance(Next(), "junior", Bob, Q("40")), _now));
        _now = _now.AddSeconds(10);
        _pool.Apply(_pool.Sequence + 1, InsuranceDecider.Begin(_pool, Cause, Alice, _now)!);
        Assert.Null(InsuranceDecider.Begin(_pool, Cause, Alice, _now));
        _now = _now.AddDays(30);
        Expect.Refused(InsuranceDecider.Decide(_pool, new RedeemInsurance(Next(), "junior", 1), _now), RefusalCode.DefaultRunning, Cause.Value);
        Expect.Refused(InsuranceDecider.Decide(_pool, new StakeInsurance(Next(), "senior", Carol, A("5")), Pool, _now), RefusalCode.DefaultRunning, Cause.Value);
        Do(DefaultDecider.Decide(_pool, ClaimOf("50"), [], null, _now));
        Assert.Empty(_pool.Insurance.Running);
        Assert.Null(InsuranceDecider.Begin(_pool, Cause, Alice, _now));

        // Ten of the hundred seconds had passed before, and half of the money is lost.
        Assert.Equal(RefusalCode.TrancheCoolingDown, InsuranceDecider.Decide(_pool, new RedeemInsurance(Next(), "junior", 1), _now.AddSeconds(89)).Refusal!.Code);
        _now = _now.AddSeconds(90);
        Do(InsuranceDecider.Decide(_pool, new RedeemInsurance(Next(), "junior", 1), _now));
        Assert.Equal((A("30"), A("20")), (Tranche("junior").Assets, _pool.Defaults.Transfers[Bob].Total));
        Assert.Equal(PoolTransferKind.Redemption, _pool.Defaults.Unconfirmed[^1].Kind);
    }

    [Fact]
    public void WhoLeftAfterALoss_GetsItsPartOfTheRecovery_AndWhoJoinedGetsNone()
    {
        Stake("junior", Bob, "100");
        Do(DefaultDecider.Decide(_pool, ClaimOf("50"), [], null, _now));
        Do(InsuranceDecider.Decide(_pool, new LeaveInsurance(Next(), "junior", Bob, Q("100")), _now));
        Stake("junior", Carol, "50");
        _now = _now.AddSeconds(100);
        Do(InsuranceDecider.Decide(_pool, new RedeemInsurance(Next(), "junior", 1), _now));
        Do(DefaultDecider.Decide(_pool, new RecoverLoss(Next(), Cause, A("30")), _now));
        Assert.Equal((A("80"), A("50")), (_pool.Defaults.Transfers[Bob].Total, Tranche("junior").Assets));
        Assert.False(_pool.Defaults.Transfers.ContainsKey(Carol));
    }

    [Fact]
    public void TheOwnFund_LosesBeforeTheTranches_AndIsPaidBackAfterThem()
    {
        Do(PoolDecider.Decide(_pool, new ContributeFund(Next(), PoolFund.Insurance, A("10")), _now));
        Stake("junior", Bob, "100");
        Do(DefaultDecider.Decide(_pool, ClaimOf("25"), [], null, _now));
        Assert.Equal((A("0"), A("85")), (_pool.OwnInsurance, Tranche("junior").Assets));
        Do(DefaultDecider.Decide(_pool, new RecoverLoss(Next(), Cause, A("18")), _now));
        Assert.Equal((A("3"), A("15")), (_pool.OwnInsurance, _pool.Defaults.Transfers[Bob].Total));
    }

    [Fact]
    public void Refusals_NameWhatIsWrong()
    {
        Stake("junior", Bob, "100");
        Expect.Refused(InsuranceDecider.Decide(_pool, new StakeInsurance(Next(), "none", Bob, A("5")), Pool, _now), RefusalCode.TrancheUnknown, "none");
        Expect.Refused(InsuranceDecider.Decide(_pool, new StakeInsurance(Next(), "junior", Carol, A("5")), null, _now), RefusalCode.AccountUnknown, "carol");
        Assert.Equal(RefusalCode.WrongPool, InsuranceDecider.Decide(_pool, new StakeInsurance(Next(), "junior", Carol, A("5")), OtherPool, _now).Refusal!.Code);
        Assert.Equal(RefusalCode.TrancheHeld, InsuranceDecider.Decide(_pool, new ConfigureInsurance(Next(), PolicyOf("senior")), _now).Refusal!.Code);
        Assert.Equal(RefusalCode.TrancheHeld, InsuranceDecider.Decide(_pool, new ConfigureInsurance(Next(), PolicyOf("senior", "junior")), _now).Refusal!.Code);
        Assert.Equal(RefusalCode.ParametersInvalid, InsuranceDecider.Decide(_pool, new ConfigureInsurance(Next(), PolicyOf("fund", "junior")), _now).Refusal!.Code);
        Assert.Equal(RefusalCode.ParametersInvalid, InsuranceDecider.Decide(_pool, new ConfigureInsurance(Next(), PolicyOf("a b", "junior")), _now).Refusal!.Code);
        for (var i = 0; i < InsuranceDecider.MostRequests; i++) Do(InsuranceDecider.Decide(_pool, new LeaveInsurance(Next(), "junior", Bob, Q("1")), _now));
        Assert.Equal(RefusalCode.TrancheFull, InsuranceDecider.Decide(_pool, new LeaveInsurance(Next(), "junior", Bob, Q("1")), _now).Refusal!.Code);
    }

    [Fact]
    public void ATrancheThatNobodyHolds_CanBeLeftOut_AndANewOneIsFrozenByWhatRuns()
    {
        Stake("junior", Bob, "100");
        _pool.Apply(_pool.Sequence + 1, InsuranceDecider.Begin(_pool, Cause, Alice, _now)!);
        Do(InsuranceDecider.Decide(_pool, new ConfigureInsurance(Next(), PolicyOf("junior", "mezzanine")), _now));
        Assert.Equal(["junior", "mezzanine"], _pool.Insurance.Tranches.Select(tranche => tranche.Name));
        Expect.Refused(InsuranceDecider.Decide(_pool, new StakeInsurance(Next(), "mezzanine", Bob, A("5")), Pool, _now), RefusalCode.DefaultRunning, Cause.Value);
    }

    [Fact]
    public void AStake_IsTakenOnce()
    {
        var stake = new StakeInsurance(Next(), "junior", Bob, A("5"));
        Do(InsuranceDecider.Decide(_pool, stake, Pool, _now));
        Expect.Exists(InsuranceDecider.Decide(_pool, stake, Pool, _now), CommandStatus.Exists, _pool.Sequence);
        Expect.Exists(InsuranceDecider.Decide(_pool, stake with { Amount = A("6") }, Pool, _now), CommandStatus.ExistsWithDifferentContent, _pool.Sequence);
    }

    private static InsurancePolicy PolicyOf(params string[] names) => new()
    {
        PremiumShare = R("0.25"),
        Tranches = [.. names.Select((name, i) => new TrancheDefinition(name, i, new TrancheTerms { CooldownSeconds = 100, PremiumWeight = i == 0 ? R("3") : R("1") }))],
    };

    private static DefaultClaim ClaimOf(string debt) => new()
    {
        Default = Cause,
        Account = Alice,
        Debt = A(debt),
        CollateralValue = A("0"),
        Collateral = ImmutableSortedDictionary<AssetId, Core.Units.Quantity>.Empty,
    };

    private InsuranceTranche Tranche(string name) => _pool.Insurance.Find(name)!;

    private void Stake(string tranche, AccountId account, string amount) => Do(InsuranceDecider.Decide(_pool, new StakeInsurance(Next(), tranche, account, A(amount)), Pool, _now));

    private CommandHeader Next() => Header($"c{++_commands}", _commands);

    private void Do(Decision<PoolEvent> decision)
    {
        Assert.Equal(CommandStatus.Created, decision.Status);
        foreach (var e in decision.Events) _pool.Apply(_pool.Sequence + 1, e);
    }
}
