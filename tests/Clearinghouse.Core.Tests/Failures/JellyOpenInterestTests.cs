using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Hyperliquid, JELLY, 26 March 2025: a position of $4M, traded with oneself in a market that could absorb a small part of it, was left to the vault, the price quadrupled, and validators settled the market at a price of their choosing.
/// Here no more is let in, over all accounts and contracts, than a stated number of the market's depths.
/// </summary>
public sealed class JellyOpenInterestTests
{
    private static MarketParameters Jelly(string openInterest = "10000000") => new()
    {
        FeeRate = Ratio.Zero,
        OpenInterestLimit = Q(openInterest),
        PositionLimit = Q("10000000"),
        Risk = new RiskParameters { DepthNotional = A("100000"), OpenInterestDepths = R("4") },
    };

    [Fact]
    public void SelfTradedPosition_BeyondTheDepth_IsRefusedWithNumbers()
    {
        var scene = new FailureScene(Jelly());
        var (left, right) = (scene.Account("left", "5000000"), scene.Account("right", "5000000"));
        Expect.Refused(scene.Trade(left, right, "40000"), RefusalCode.OpenInterestLimit, "btc-perp", required: "40000", limit: "4000"); // $4M at 100
        scene.Cleared(left, right, "4000");
        Expect.Refused(scene.Trade(left, right, "0.1"), RefusalCode.OpenInterestLimit, "btc-perp", required: "4000.1", limit: "4000");
    }

    [Fact]
    public void PositionSpreadOverWalletsAndContracts_MeetsTheSameCap()
    {
        var scene = new FailureScene(Jelly());
        scene.Market.List(Terms.Future()).Report("100");
        var other = scene.Account("other", "5000000");
        for (var wallet = 0; wallet < 40; wallet++) scene.Cleared(scene.Account($"wallet-{wallet}", "5000"), other, "100");
        Expect.Refused(scene.Trade(scene.Account("one-more", "5000"), other, "0.1"), RefusalCode.OpenInterestLimit, "btc-perp", required: "4000.1", limit: "4000");
        Expect.Refused(scene.Market.Admit(scene.Market.Trade("0.1", contract: Dated)), RefusalCode.OpenInterestLimit, "btc-mar", required: "0.1", limit: "0");
    }

    [Fact]
    public void PriceThatRises_LowersTheCap_AndReductionsPass()
    {
        var scene = new FailureScene(Jelly());
        var (left, right) = (scene.Account("left", "5000000"), scene.Account("right", "5000000"));
        scene.Cleared(left, right, "4000").Market.Report("400");
        Expect.Refused(scene.Trade(left, right, "0.1", "400"), RefusalCode.OpenInterestLimit, "btc-perp", required: "4000.1", limit: "1000");
        scene.Cleared(right, left, "1000", "400");
    }

    [Fact]
    public void ConfiguredMaximum_BindsWhereItIsLess()
    {
        var scene = new FailureScene(Jelly(openInterest: "50"));
        var (left, right) = (scene.Account("left", "5000000"), scene.Account("right", "5000000"));
        Expect.Refused(scene.Trade(left, right, "51"), RefusalCode.OpenInterestLimit, "btc-perp", required: "51", limit: "50");
    }

    [Fact]
    public void Depth_MustBeKnown() =>
        Expect.Refused(new MarketParameters { Risk = new RiskParameters { OpenInterestDepths = R("4") } }.Check(), RefusalCode.ParametersInvalid, "risk.openInterestDepths", limit: "positive, with a depth");
}
