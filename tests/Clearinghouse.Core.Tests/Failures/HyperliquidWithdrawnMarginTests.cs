using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Hyperliquid, March 2025: an account with a position of $200M withdrew its profit down to the margin, was liquidated into the venue's own vault as it meant to be, and left about $4M of closing cost there. Here what closing the whole book
/// costs stays behind on top of initial margin, and a tenth of its notional in any case.
/// </summary>
public sealed class HyperliquidWithdrawnMarginTests
{
    private static readonly MarketParameters Ether = new()
    {
        InitialMarginRate = R("0.02"),
        MaintenanceMarginRate = R("0.01"),
        FeeRate = Ratio.Zero,
        OpenInterestLimit = Q("10000000"),
        PositionLimit = Q("10000000"),
        Risk = new RiskParameters { DepthNotional = A("50000000") },
    };

    [Fact]
    public void Whale_CantWithdrawWhatItsLiquidationWouldCost()
    {
        var scene = new FailureScene(Ether);
        var (whale, others) = (scene.Account("whale", "20000000"), scene.Account("others", "900000000"));
        scene.Cleared(whale, others, "2000000"); // $200M, four times the depth
        var statement = whale.Statement();
        Assert.Equal(A("4000000"), statement.InitialMargin);

        // Elsewhere: 16 millions are free. Here four times the depth is expected to move the price by 4 %, and the penalty of half a percent comes on top.
        var refusal = whale.DecideWithdrawal(A("16000000")).Refusal!;
        Assert.Equal(RefusalCode.TransferMarginShort, refusal.Code);
        var (free, stays) = (Amount.Parse(refusal.Available!), Amount.Parse(refusal.Limit!));
        Assert.Equal(statement.Equity - stays, free);
        Assert.InRange(stays.ToDouble(), 4_000_000 + 8_900_000, 4_000_000 + 9_100_000);
        Assert.Equal(CommandStatus.Created, whale.DecideWithdrawal(free).Status);
    }

    [Fact]
    public void Whale_AfterTakingAllItMay_CouldBeClosedAtOnceOutOfItsOwn_AndIsFarFromBeingLiquidated()
    {
        var scene = new FailureScene(Ether);
        var (whale, others) = (scene.Account("whale", "20000000"), scene.Account("others", "900000000"));
        scene.Cleared(whale, others, "2000000");
        whale.Withdraw(whale.DecideWithdrawal(A("16000000")).Refusal!.Available!);

        // The estimate by hand: twice the rate at the depth, as the square root of four times it, and the penalty.
        Assert.Equal(4_000_000 + (0.04 * 200_000_000) + 1_000_000, whale.Statement().Equity.ToDouble(), 1);

        // With initial margin alone it would have been liquidated by a fall of 1 %.
        scene.Market.Report("95.5");
        Assert.True(whale.Statement().IsMaintenanceCovered);
        scene.Market.Report("94");
        Assert.False(whale.Statement().IsMaintenanceCovered);
    }

    [Fact]
    public void LeastTransferMargin_IsAPartOfNotional_WhereMarginAndCostAreLess()
    {
        var scene = new FailureScene(Ether with { Risk = new RiskParameters { DepthNotional = A("900000000000") } });
        var (whale, others) = (scene.Account("whale", "30000000", new LimitPolicy()), scene.Account("others", "900000000"));
        scene.Cleared(whale, others, "2000000");
        var refusal = whale.DecideWithdrawal(A("16000000")).Refusal!;
        Assert.Equal((RefusalCode.TransferMarginShort, "10000000", "20000000"), (refusal.Code, refusal.Available, refusal.Limit));
    }
}
