using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Volatilities;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Volatilities;

/// <summary>Surfaces at an index of 100: what they say between their points, what they may not say, and what markets make of them.</summary>
public sealed class VolatilitySurfaceTests
{
    private const double Year = 31_536_000;
    private static readonly DateTimeOffset Near = Start.AddDays(30);
    private static readonly DateTimeOffset Far = Start.AddDays(90);

    private static readonly VolatilitySurface Surface = new(
    [
        new(Near, [new(P("80"), R("0.7")), new(P("100"), R("0.6")), new(P("125"), R("0.65"))]),
        new(Far, [new(P("80"), R("0.65")), new(P("125"), R("0.6"))]),
    ]);

    [Fact]
    public void AtItsPoints_ItSaysWhatWasReported() => Assert.All(
        Surface.Slices.SelectMany(slice => slice.Points.Select(point => (slice.Expiry, point))),
        given => Assert.Equal(given.point.Volatility.ToDouble(), Surface.VolatilityAt(given.point.Strike.ToDouble(), given.Expiry, Start), 1e-12));

    [Theory]
    [InlineData(10, 30, 0.7)] // beyond the outermost strikes as there
    [InlineData(500, 30, 0.65)]
    [InlineData(80, 5, 0.7)] // before the first expiry and beyond the last as there
    [InlineData(80, 500, 0.65)]
    [InlineData(100, 90, 0.6255)] // variance half way in log strike: between 0.4225 and 0.36
    public void Between_ItInterpolatesVariance(double strike, int days, double expected) => Assert.Equal(expected, Surface.VolatilityAt(strike, Start.AddDays(days), Start), 1e-4);

    [Fact]
    public void BetweenExpiries_TotalVariance_IsLinearInTime()
    {
        var total = (30 * 0.7 * 0.7) + (0.5 * ((90 * 0.65 * 0.65) - (30 * 0.7 * 0.7)));
        Assert.Equal(Math.Sqrt(total / 60), Surface.VolatilityAt(80, Start.AddDays(60), Start), 1e-12);
    }

    [Fact]
    public void Check_FindsArbitrage()
    {
        Assert.Null(Surface.Check(P("100"), Start));
        Refused("butterfly at strike 110 of 2026-01-31", new VolatilitySlice(Near, [new(P("90"), R("0.6")), new(P("100"), R("0.9")), new(P("110"), R("0.6"))]));
        Refused("butterfly at strike 110 of 2026-01-31", new VolatilitySlice(Near, [new(P("100"), R("0.2")), new(P("110"), R("3"))]));
        Refused("calendar at strike 80 of 2026-04-01", Surface.Slices[0], new(Far, [new(P("100"), R("0.3"))]));

        static void Refused(string where, params VolatilitySlice[] slices) => Expect.Refused(new VolatilitySurface([.. slices]).Check(P("100"), Start), RefusalCode.SurfaceArbitrage, where);
    }

    [Fact]
    public void Check_FindsWhatIsOutOfRange()
    {
        Bad(new VolatilitySurface([]), "surface.slices", "from 1 to 256");
        Bad(new VolatilitySurface([new(Start, [new(P("1"), R("1"))])]), "surface.expiry", "after the observation, ascending");
        Bad(new VolatilitySurface([Surface.Slices[1], Surface.Slices[0]]), "surface.expiry", "after the observation, ascending");
        Bad(new VolatilitySurface([new(Near, [])]), "surface.points", "from 1 to 256");
        Bad(new VolatilitySurface([new(Near, [new(P("2"), R("1")), new(P("1"), R("1"))])]), "surface.strike", "positive, ascending");
        Bad(new VolatilitySurface([new(Near, [new(P("1"), R("0"))])]), "surface.volatility", "above 0 and at most 10");

        static void Bad(VolatilitySurface surface, string field, string range) => Expect.Refused(surface.Check(P("100"), Start), RefusalCode.RequestInvalid, field, limit: range);
    }

    [Fact]
    public void FlatSurfaces_HaveNoArbitrage() => Gen.Select(Gen.Int[10, 3_000], Gen.Int[20, 500]).Sample((permille, index) =>
    {
        VolatilityPoint[] points = [.. Enumerable.Range(1, 30).Select(i => new VolatilityPoint(P($"{10 * i}"), Ratio.FromPpm(1_000 * permille)))];
        var flat = new VolatilitySurface([.. Enumerable.Range(1, 5).Select(month => new VolatilitySlice(Start.AddDays(30 * month), [.. points]))]);
        Assert.Null(flat.Check(Price.FromInteger(index), Start));
    });

    [Fact]
    public void Market_MarksOptionsByIt_AtOnceAndAtEveryPrice()
    {
        var market = MarketBuilder.Trading().List(Terms.Option(OptionRight.Call));
        market.Do(Report(market, Surface));
        Assert.Equal(MarkOf(100, market.Ledger.Snapshot!), market.Ledger.Snapshot!.Find(Call)!.MarkPrice);
        market.Report("110");
        Assert.Equal(MarkOf(110, market.Ledger.Snapshot!), market.Ledger.Snapshot!.Find(Call)!.MarkPrice);
        Assert.True(market.Ledger.Snapshot.Find(Call)!.MarkPrice > P("10"));
        market.Report("110", new ContractMark(Call, P("13"))); // what is reported outright stands
        Assert.Equal(P("13"), market.Ledger.Snapshot!.Find(Call)!.MarkPrice);
        Assert.Equal(Surface, market.Ledger.Snapshot.Surface);
        Assert.Equal(CommandStatus.Refused, Report(market, new VolatilitySurface([])).Status);
        Assert.Equal(RefusalCode.PriceUnknown, Report(MarketBuilder.Open(), Surface).Refusal!.Code);

        Price MarkOf(double index, MarketSnapshot snapshot)
        {
            var years = (Terms.Expiry - snapshot.ObservedAt).TotalSeconds / Year;
            var value = Black76.Price(OptionRight.Call, index, 100, Surface.VolatilityAt(100, Terms.Expiry, snapshot.ObservedAt), years, 1);
            return P($"{Math.Floor(value / 0.5) * 0.5}");
        }
    }

    [Fact]
    public void Model_OfAMarkThatSaysNothing_TakesTheSurface()
    {
        var market = MarketBuilder.Trading().List(Terms.Option(OptionRight.Call, "900"));
        market.Do(Report(market, Surface));
        var listed = market.Ledger.Snapshot!.Find(Call)!;
        Assert.Equal(Price.Zero, listed.MarkPrice);
        Assert.Equal(Surface.VolatilityAt(900, Terms.Expiry, market.Ledger.Snapshot.ObservedAt), OptionModel.Of(market.Ledger.Snapshot, listed).Volatility, 1e-12);
    }

    private static Core.Clearing.Decision<MarketEvent> Report(MarketBuilder market, VolatilitySurface surface) =>
        MarketDecider.Decide(market.Ledger, market.Clearing.Marks, new ReportSurface(Header($"s{market.Ledger.Sequence}", market.Ledger.Sequence + 100), market.Now, surface), market.Now);
}
