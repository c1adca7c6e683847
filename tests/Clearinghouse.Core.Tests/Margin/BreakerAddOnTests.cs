using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Margin.MarginFixture;

namespace Clearinghouse.Core.Tests.Margin;

/// <summary>What a breaker adds to margin: half of the initial requirement by default, and nothing to the maintenance one.</summary>
public sealed class BreakerAddOnTests
{
    [Theory]
    [InlineData(BreakerLevel.Normal, "0")]
    [InlineData(BreakerLevel.Guarded, "50")]
    [InlineData(BreakerLevel.ReduceOnly, "50")]
    [InlineData(BreakerLevel.Halted, "50")]
    public void Cross_AddsToTheRates(BreakerLevel level, string added)
    {
        var statement = new CrossMargin().Evaluate(Input("0", Exposure(Market(level), "btc-perp", Q("10"))));
        Assert.Equal((A("100") + A(added), A("50")), (statement.InitialMargin, statement.MaintenanceMargin));
        if (level == BreakerLevel.Normal) Assert.DoesNotContain(statement.Components, component => component.Kind == MarginComponentKind.Breaker);
        else Assert.Equal(new MarginComponent(MarginComponentKind.Breaker, A("50"), A("0"), "btc"), statement.Components.Single(component => component.Kind == MarginComponentKind.Breaker));
    }

    [Fact]
    public void Cross_AddsForTradesInFlight_AndForNoOtherMarket()
    {
        var exposure = Exposure(Market(BreakerLevel.Guarded), "btc-perp", Q("10")) with { PendingBuys = Q("2") };
        var other = Exposure(Snapshot(Eth, "100", null, Terms.Perpetual("eth-perp")), "eth-perp", Q("50"));
        var statement = new CrossMargin().Evaluate(Input("0", exposure, other));
        Assert.Equal(A("60"), statement.Components.Single(component => component.Kind == MarginComponentKind.Breaker).Initial);
    }

    [Fact]
    public void Portfolio_AddsToWhatTheMarketLosesByItself()
    {
        var normal = Portfolio.Evaluate(Input("0", Exposure(Market(BreakerLevel.Normal), "btc-perp", Q("10"))));
        var guarded = Portfolio.Evaluate(Input("0", Exposure(Market(BreakerLevel.Guarded), "btc-perp", Q("10"))));
        var scan = normal.Components.Single(component => component.Kind == MarginComponentKind.ScanRisk);
        Assert.Equal(scan.Initial.ToDouble() / 2, (guarded.InitialMargin - normal.InitialMargin).ToDouble(), 1e-6);
        Assert.Equal(normal.MaintenanceMargin, guarded.MaintenanceMargin);
    }

    private static MarketSnapshot Market(BreakerLevel level)
    {
        var market = Snapshot(Btc, "100", null, Terms.Perpetual());
        return market with { Parameters = market.Parameters with { Breaker = new() }, Breaker = BreakerState.NormalSince(Start) with { Level = level } };
    }
}
