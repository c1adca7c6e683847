using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Adaptation.Forecasts;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Users of clearing houses, 2020 to 2022: margins that doubled within a day called for money when it was scarce. Here a forecast asks more of new risk at an announced time, maintenance follows along a ramp and in one change no further than
/// the initial margin before it: whoever met that is not liquidated by a change of parameters.
/// </summary>
public sealed class ProcyclicalMarginTests
{
    private const int Day = 86_400;

    private static readonly MarketParameters Adaptive = new()
    {
        Adaptive = new() { MaxAgeSeconds = 10 * Day },
        Breaker = new() { Windows = [] },
        FeeRate = Ratio.Zero,
        PriceMaxAgeSeconds = 30 * Day,
    };

    [Fact]
    public void AForecastFiveTimesHigher_StopsNewRisk_AndLiquidatesNobodyWhoMetInitialMargin()
    {
        var scene = new FailureScene(Adaptive);
        var (account, other) = (scene.Account("account", "1000"), scene.Account("other", "900000"));
        scene.Cleared(account, other, "100"); // to the last unit of its initial margin
        Assert.Equal(Amount.Zero, account.Statement().FreeCollateral);
        scene.Market.Do(AdaptationDecider.Decide(scene.Market.Ledger, new AnnounceParameters(Header("f-1", 1, "forecasts"), Asking(0.5, scene.Market.Now)), scene.Market.Now));

        var (before, end) = (account.Statement().MaintenanceMargin, scene.Market.Now.AddSeconds(300 + Day));
        while (scene.Market.Now < end)
        {
            scene.Market.Now = scene.Market.Now.AddSeconds(300);
            scene.Market.Do(AdaptationDecider.Lapse(scene.Market.Ledger, scene.Market.Now));
            var statement = account.Statement();
            Assert.True(statement.IsMaintenanceCovered, $"{statement.MaintenanceMargin} of {statement.Equity}");
            Assert.True(statement.MaintenanceMargin >= before);
            before = statement.MaintenanceMargin;
        }

        Assert.Equal((A("5000"), A("1000")), (account.Statement().InitialMargin, before));
        Assert.Equal(RefusalCode.InitialMarginShort, scene.Trade(account, other, "1")!.Code);
    }
}
