using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Liquidation;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Limits;

/// <summary>Which changes wait, and which hold at once.</summary>
public sealed class LooseningTests
{
    private static readonly CollateralPolicy Collateral = new()
    {
        Assets = [new() { Asset = AssetId.Create("usdc"), Market = Btc, AverageDailyVolume = A("1000"), ValueCap = A("100"), Peg = P("1") }],
        AccountCap = A("100"),
    };

    private static readonly LimitPolicy Limits = new()
    {
        Hourly = new(R("0.01"), A("10")),
        Daily = new(R("0.1"), A("100")),
        ProtocolOpenShare = R("0.5"),
        ProtocolMarginShare = R("0.5"),
        LooseningDelaySeconds = 60,
        CollateralCapPerDay = A("10"),
    };

    public static TheoryData<Func<CollateralPolicy, CollateralPolicy>, bool> CollateralChanges { get; } = new()
    {
        { policy => policy, false },
        { policy => policy with { AccountCap = A("101") }, true },
        { policy => policy with { AccountCap = A("99") }, false },
        { policy => policy with { Z = 2 }, true },
        { policy => policy with { Z = 3 }, false },
        { policy => policy with { HoldingSeconds = 1 }, true },
        { policy => policy with { SettlementMarket = Btc }, true },
        { policy => policy with { Assets = [] }, false },
        { policy => policy with { Assets = [policy.Assets[0] with { ValueCap = A("101") }] }, true },
        { policy => policy with { Assets = [policy.Assets[0] with { ValueCap = A("0") }] }, false },
        { policy => policy with { Assets = [policy.Assets[0] with { Peg = null }] }, true },
        { policy => policy with { Assets = [policy.Assets[0] with { AverageDailyVolume = A("1001") }] }, true },
        { policy => policy with { Assets = [policy.Assets[0], policy.Assets[0] with { Asset = AssetId.Create("new") }] }, true },
    };

    public static TheoryData<Func<LimitPolicy, LimitPolicy>, bool> LimitChanges { get; } = new()
    {
        { policy => policy, false },
        { policy => policy with { Hourly = null }, true },
        { policy => policy with { Hourly = new(R("0.011"), A("10")) }, true },
        { policy => policy with { Daily = new(R("0.1"), A("99")) }, false },
        { policy => policy with { ShareInDefault = R("0.1") }, true },
        { policy => policy with { TransferMarginRate = R("0.09") }, true },
        { policy => policy with { TransferMarginRate = R("0.2") }, false },
        { policy => policy with { ProtocolOpenShare = null }, true },
        { policy => policy with { ProtocolMarginShare = R("0.4") }, false },
        { policy => policy with { LooseningDelaySeconds = 59 }, true },
        { policy => policy with { CollateralCapPerDay = null }, true },
        { policy => policy with { CollateralCapPerDay = A("9") }, false },
    };

    public static TheoryData<Func<DefaultPolicy, DefaultPolicy>, bool> DefaultChanges { get; } = new()
    {
        { policy => policy with { }, false },
        { policy => policy with { States = new RiskStateTerms { CallDeadlineSeconds = 60 } }, false },
        { policy => policy with { States = new RiskStateTerms { GraceSeconds = 31 } }, true },
        { policy => policy with { Backstops = [new(Alice, A("10")), new(Bob, A("10"))] }, false },
        { policy => policy with { Backstops = [] }, true },
        { policy => policy with { Liquidation = new LiquidationTerms { Penalty = R("0") } }, true },
        { policy => policy with { FirewallMultiple = R("5") }, true },
    };

    [Theory, MemberData(nameof(CollateralChanges))]
    public void Collateral_ThatMayCountForMore_IsLooser(Func<CollateralPolicy, CollateralPolicy> change, bool isLooser) => Assert.Equal(isLooser, Loosening.IsLooser(Collateral, change(Collateral)));

    [Theory, MemberData(nameof(LimitChanges))]
    public void Limits_ThatLetMoreThrough_AreLooser(Func<LimitPolicy, LimitPolicy> change, bool isLooser) => Assert.Equal(isLooser, Loosening.IsLooser(Limits, change(Limits)));

    [Theory, MemberData(nameof(DefaultChanges))]
    public void Defaults_ThatAreNotKnownToTighten_AreLooser(Func<DefaultPolicy, DefaultPolicy> change, bool isLooser)
    {
        var policy = new DefaultPolicy { Backstops = [new(Alice, A("10"))] };
        Assert.Equal(isLooser, Loosening.IsLooser(policy, change(policy)));
    }
}
