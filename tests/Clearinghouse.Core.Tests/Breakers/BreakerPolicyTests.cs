using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Breakers;

public sealed class BreakerPolicyTests
{
    [Fact]
    public void Check_Defaults_AreInRange() => Assert.Null(new MarketParameters { Breaker = new() }.Check());

    [Fact]
    public void Check_OutOfRange_NamesIt()
    {
        var policy = new BreakerPolicy();
        var (ascending, descending) = (new BreakerThresholds(R("0.1"), R("0.2")), new BreakerThresholds(R("0.2"), null, R("0.2")));
        (BreakerPolicy Policy, string Field)[] cases =
        [
            (policy with { Windows = default }, "breaker.windows"),
            (policy with { Windows = [policy.Windows[0], policy.Windows[0]] }, "breaker.windows"),
            (policy with { Windows = [new(9, ascending, ascending)] }, "breaker.windows.seconds"),
            (policy with { Windows = [new(86_401, ascending, ascending)] }, "breaker.windows.seconds"),
            (policy with { Windows = [new(60, descending, ascending)] }, "breaker.windows.volatilityMultiples"),
            (policy with { Windows = [new(60, ascending, descending)] }, "breaker.windows.absoluteMoves"),
            (policy with { Drawdown = new(R("0")) }, "breaker.drawdown"),
            (policy with { OracleDoubt = descending }, "breaker.oracleDoubt"),
            (policy with { StalePrice = new(R("1001")) }, "breaker.stalePrice"),
            (policy with { LiquidationVolume = descending }, "breaker.liquidationVolume"),
            (policy with { PoolDepletion = descending }, "breaker.poolDepletion"),
            (policy with { ForecastJump = descending }, "breaker.forecastJump"),
            (policy with { LeaveFraction = R("1") }, "breaker.leaveFraction"),
            (policy with { LeaveFraction = R("0") }, "breaker.leaveFraction"),
            (policy with { HaltDwellSeconds = 0 }, "breaker.haltDwellSeconds"),
            (policy with { ReduceOnlyDwellSeconds = 0 }, "breaker.reduceOnlyDwellSeconds"),
            (policy with { GuardedDwellSeconds = 0 }, "breaker.guardedDwellSeconds"),
            (policy with { MaxHaltSeconds = 299 }, "breaker.maxHaltSeconds"),
            (policy with { MaxHaltSeconds = 86_401 }, "breaker.maxHaltSeconds"),
            (policy with { HaltPauseSeconds = 0 }, "breaker.haltPauseSeconds"),
            (policy with { MarginAddOn = R("-0.1") }, "breaker.marginAddOn"),
            (policy with { MaxLiquidationDelaySeconds = -1 }, "breaker.maxLiquidationDelaySeconds"),
            (policy with { MaxManualSeconds = 0 }, "breaker.maxManualSeconds"),
        ];
        foreach (var (invalid, field) in cases)
        {
            var refusal = invalid.Check();
            Assert.Equal((RefusalCode.ParametersInvalid, field), (refusal?.Code, refusal?.Subject));
            Expect.Refused(new MarketParameters { Breaker = invalid }.Check(), RefusalCode.ParametersInvalid, field, limit: refusal!.Limit);
        }
    }
}
