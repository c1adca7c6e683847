using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

public sealed class InFlightTradesTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading();

    private InFlightTrades InFlight => _market.Clearing.InFlight;

    [Fact]
    public void Add_CountsBothSides_ByAccountAndContract()
    {
        var first = _market.Begin(_market.Trade("2"));
        var second = _market.Begin(_market.Trade("3", buyer: Bob, seller: Carol));
        Assert.Equal((2, true, false), (InFlight.Count, InFlight.Contains(first.Trade.Key), InFlight.Contains(_market.Trade().Key)));
        Assert.Equal((Q("2"), Q("0")), InFlight.PendingOf(Alice, Perp));
        Assert.Equal((Q("3"), Q("2")), InFlight.PendingOf(Bob, Perp));
        Assert.Equal((Q("0"), Q("0")), InFlight.PendingOf(Bob, Dated));
        Assert.Equal(Q("5"), InFlight.OpenInterestIncrease(Perp));
        Assert.Equal([second.Buyer, first.Seller], InFlight.Of(Bob));
    }

    [Fact]
    public void Add_SameTradeTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => InFlight.Add(_market.Begin(_market.Trade("2"))));

    [Fact]
    public void Remove_LeavesNothingBehind_AndOnlyOnce()
    {
        var kept = _market.Begin(_market.Trade("2"));
        var removed = _market.Begin(_market.Trade("3", buyer: Bob, seller: Carol));
        InFlight.Remove(removed.Trade.Key);
        InFlight.Remove(removed.Trade.Key);
        Assert.Equal((Q("0"), Q("2")), InFlight.PendingOf(Bob, Perp));
        InFlight.Remove(kept.Trade.Key);
        Assert.Equal((0, Quantity.Zero), (InFlight.Count, InFlight.OpenInterestIncrease(Perp)));
        Assert.Empty(InFlight.Of(Bob));
    }
}
