using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Tests.Builders;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Bars;

/// <summary>Bars of a market's index.</summary>
public sealed class MarketBarsTests
{
    private static readonly long StartMs = Start.ToUnixTimeMilliseconds();

    [Fact]
    public void Prices_GatherInHalfHours_AndABarIsKnownAtItsEnd()
    {
        var bars = new MarketBars().With(Start.AddMinutes(1), P("100")).With(Start.AddMinutes(5), P("104")).With(Start.AddMinutes(29), P("98")).With(Start.AddMinutes(29), P("99"));
        Assert.Empty(bars.EndedBy(Start.AddMinutes(30), 0));
        var first = new PriceBar(StartMs, P("100"), P("104"), P("98"), P("99"));
        Assert.Equal([first], bars.EndedBy(Start.AddMinutes(31), 0));
        bars = bars.With(Start.AddMinutes(95), P("97"));
        Assert.Equal([first], bars.EndedBy(Start.AddMinutes(95), 0));
        Assert.Equal([first, new(StartMs + (3 * 1_800_000), P("97"), P("97"), P("97"), P("97"))], bars.EndedBy(Start.AddMinutes(121), 0));
        Assert.Empty(bars.EndedBy(Start.AddMinutes(95), StartMs));
    }

    [Fact]
    public void WhoAsksForWhatFollows_MissesNothingAndGetsNothingTwice() =>
        Gen.Select(Gen.Int[1, 4_000], Gen.Int[1, 1_000]).Array[1, 60].Sample(steps =>
        {
            var (bars, now, last, seen) = (new MarketBars(), Start, 0L, new List<PriceBar>());
            var expected = new SortedDictionary<long, PriceBar>();
            foreach (var (seconds, price) in steps)
            {
                now = now.AddSeconds(seconds);
                var at = P($"{price}");
                bars = bars.With(now, at);
                var begins = now.ToUnixTimeSeconds() / 1_800 * 1_800_000;
                expected[begins] = expected.TryGetValue(begins, out var open) ? open.With(at) : new PriceBar(begins, at, at, at, at);
                var ended = bars.EndedBy(now, last);
                seen.AddRange(ended);
                if (ended.Length > 0) last = ended[^1].OpenTimeMs;
            }

            seen.AddRange(bars.EndedBy(now.AddHours(1), last));
            Assert.Equal(expected.Values, seen);
        });

    [Fact]
    public void OldBarsAreForgotten()
    {
        var bars = Enumerable.Range(0, 500).Aggregate(new MarketBars(), (so, i) => so.With(Start.AddMinutes(30 * i), P("1")));
        Assert.Equal(MarketBars.MostClosed, bars.Closed.Length);
        Assert.Equal(StartMs + (498 * 1_800_000L), bars.Closed[^1].OpenTimeMs);
    }

    [Fact]
    public void AMarketThatFollowsForecasts_FoldsThem_AndTheyAreKept()
    {
        Assert.Null(MarketBuilder.Trading().Ledger.Bars);
        var market = MarketBuilder.Trading(new() { Adaptive = new() }).Report("101");
        Assert.Equal((P("100"), P("101")), (market.Ledger.Bars!.Open!.Value.Open, market.Ledger.Bars.Open.Value.Close));
        var bytes = CanonicalEncoding.Encode(market.Ledger.ToState(null));
        Assert.Equal(market.Ledger.Bars.Open, MarketLedger.FromState(CanonicalEncoding.Decode<MarketLedgerState>(bytes)).Bars!.Open);
    }
}
