using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Mango, October 2022: two accounts of one owner traded 483M contracts of MNGO with each other at 0.038, thin spot markets were bid up to 0.91, and against $423M of unrealised profit everything that could be borrowed was taken out:
/// $116M. Here unrealised profit supports new risk and withdrawals only as far as the market's depth could realise it. Prices below are a thousand times those.
/// </summary>
public sealed class MangoUnrealisedProfitTests
{
    private static readonly MarketParameters Mango = new()
    {
        InitialMarginRate = R("0.2"),
        MaintenanceMarginRate = R("0.1"),
        PriceBand = R("10"),
        FeeRate = Ratio.Zero,
        OpenInterestLimit = Q("10000000"),
        Risk = new RiskParameters { DepthNotional = A("1000000"), ProfitHoldingPeriods = R("1") },
    };

    [Fact]
    public void PumpedProfit_SupportsNeitherWithdrawalsNorNewRisk()
    {
        var scene = new FailureScene(Mango);
        var (longAccount, shortAccount) = (scene.Account("long", "5000000"), scene.Account("short", "5000000"));
        scene.Market.Report("38");
        scene.Cleared(longAccount, shortAccount, "483000", "38").Market.Report("910");
        var statement = longAccount.Statement();

        // $421M of profit, of which depth realises 1 in 440.
        Assert.Equal(A("5000000") + A("421176000"), statement.Equity);
        var held = Assert.Single(statement.Components, component => component.Kind == MarginComponentKind.UnrealisedProfit);
        Assert.Equal(("btc", Amount.Zero), (held.Detail, held.Maintenance));
        Assert.InRange((A("421176000") - held.Initial).ToDouble(), 958_000, 959_000);
        Assert.False(statement.IsInitialCovered);
        Assert.True(statement.IsMaintenanceCovered); // and yet nobody liquidates a winner

        Assert.Equal(RefusalCode.FreeCollateralShort, longAccount.DecideWithdrawal(A("0.1")).Refusal!.Code);
        Assert.Equal("0", longAccount.DecideWithdrawal(A("5000000")).Refusal!.Available);
        Assert.Equal(RefusalCode.InitialMarginShort, scene.Trade(longAccount, scene.Account("lender", "900000000"), "1", "910")!.Code);
    }

    [Fact]
    public void PumpedProfit_RealisedInTheMarket_IsMoney()
    {
        var scene = new FailureScene(Mango);
        var (longAccount, shortAccount, buyer) = (scene.Account("long", "5000000"), scene.Account("short", "5000000"), scene.Account("buyer", "900000000"));
        scene.Market.Report("38");
        scene.Cleared(longAccount, shortAccount, "100000", "38").Market.Report("57");
        scene.Cleared(buyer, longAccount, "100000", "57");
        Assert.DoesNotContain(longAccount.Statement().Components, component => component.Kind == MarginComponentKind.UnrealisedProfit);
        longAccount.Withdraw("6900000");
    }
}
