using System.Collections.Immutable;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// dYdX v3, YFI, November 2023: over a hundred wallets of one owner held longs at five times their money, levered the profit of the rise up again, and left $9M to the insurance fund when the price fell. Here the accounts of a known owner share one position limit, and three market-wide rules do not see
/// wallets at all: the cap of open interest by depth, initial margin that grows with open interest, and profit that counts by the part of all open interest that depth could close.
/// </summary>
public sealed class YfiManyWalletsTests
{
    private const int Wallets = 120;

    private static readonly MarketParameters Yearn = new()
    {
        InitialMarginRate = R("0.2"),
        MaintenanceMarginRate = R("0.05"),
        FeeRate = Ratio.Zero,
        OpenInterestLimit = Q("10000000"),
        Risk = new RiskParameters
        {
            DepthNotional = A("1000000"),
            OpenInterestDepths = R("5"),
            ProfitHoldingPeriods = R("1"),
            OpenInterest = new OpenInterestScaling(A("2000000"), A("6000000")),
        },
    };

    private static readonly MarketParameters Paper = Yearn with { Risk = Yearn.Risk! with { OpenInterest = null, OpenInterestDepths = null } };

    [Fact]
    public void Wallets_TogetherHoldNoMoreThanOneWould()
    {
        var scene = new FailureScene(Yearn);
        var other = scene.Account("market-maker", "90000000");
        var (taken, last) = (Quantity.Zero, (Refusal?)null);
        for (var wallet = 0; wallet < Wallets; wallet++)
        {
            last = scene.Trade(scene.Account($"wallet-{wallet}", "20000"), other, "1000"); // $100,000 at five times its money
            if (last is null) taken += Q("1000");
            scene.Market.Report("100");
        }

        // Margin of open interest refuses the later ones long before the cap of 50,000 contracts does.
        Assert.True(taken <= Q("50000"), $"{taken}");
        Assert.Equal(RefusalCode.InitialMarginShort, last!.Code);
    }

    [Fact]
    public void Wallets_KnownToBeOneOwners_HoldWhatOneAccountMay()
    {
        var scene = new FailureScene(Paper with { PositionLimit = Q("5000") });
        scene.Market.Affiliates = Affiliates.Of(1, Enumerable.Range(0, Wallets).ToImmutableSortedDictionary(wallet => AccountId.Create($"wallet-{wallet}"), _ => "whale"));
        var other = scene.Account("market-maker", "90000000");
        var refusals = Enumerable.Range(0, Wallets).Select(wallet => scene.Trade(scene.Account($"wallet-{wallet}", "20000"), other, "50")).ToList();
        Assert.Equal(100, refusals.Count(refusal => refusal is null));
        Assert.All(refusals.Skip(100), refusal => Assert.Equal((RefusalCode.PositionLimit, "5050", "5000"), (refusal!.Code, refusal.Required, refusal.Limit)));
    }

    [Fact]
    public void Profit_OfAllWallets_CountsByOnePart_AndIsNotLeveredUpAgain()
    {
        var scene = new FailureScene(Paper);
        var other = scene.Account("market-maker", "90000000");
        var wallets = Enumerable.Range(0, 50).Select(wallet => scene.Account($"wallet-{wallet}", "25000")).ToList();
        foreach (var wallet in wallets) scene.Cleared(wallet, other, "1000");
        scene.Market.Report("140");

        // Of $40,000 each, a seventh: $7M is open, and depth takes up one.
        var counted = wallets.Select(wallet => wallet.Statement()).Select(statement => A("40000") - statement.Components[^1].Initial).Distinct().ToList();
        Assert.Equal(5714.285714, Assert.Single(counted).ToDouble(), 1e-4);

        // As one account it would be the same, but for the rounding of every wallet.
        var whole = new FailureScene(Paper);
        var one = whole.Account("one", "1250000");
        whole.Cleared(one, whole.Account("market-maker", "90000000"), "50000").Market.Report("140");
        Assert.Equal(50 * counted[0].ToDouble(), (A("2000000") - one.Statement().Components[^1].Initial).ToDouble(), 1e-6);

        // Counting all of it, each wallet could go on buying 1,321 contracts: of 65,000 of equity, 28,000 carry what it holds.
        Assert.Equal(RefusalCode.InitialMarginShort, scene.Trade(wallets[0], other, "100", "140")!.Code);
        scene.Cleared(wallets[0], other, "96", "140");
    }
}
