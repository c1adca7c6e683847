using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>The window of liquidations beside a list of all of them.</summary>
public sealed class LiquidationWindowTests
{
    [Fact]
    public void NothingThatAWindowHolds_IsLeftOut_AndNothingCountsATwelfthLonger() => Gen.Select(Gen.Int[1, 600], Gen.Select(Gen.Int[0, 90_000], Gen.Int[0, 1_000]).Array[0, 60]).Sample((seconds, closed) =>
    {
        var (window, now, all) = ((LiquidationWindow?)null, Start, new List<(DateTimeOffset At, int Notional)>());
        foreach (var (wait, notional) in closed)
        {
            now = now.AddMilliseconds(wait);
            window = LiquidationWindow.With(window, now, new LiquidationCharge(Amount.FromInteger(notional), seconds));
            all.Add((now, notional));
            Assert.InRange(window.Uses.Length, 1, 14);
            foreach (var later in (double[])[0, 0.3, 0.99])
            {
                var at = now.AddSeconds(seconds * later);
                var used = window.UsedAt(at, seconds);
                Assert.True(used >= SumSince(at.AddSeconds(-seconds)) && used <= SumSince(at.AddSeconds(-seconds * 13.0 / 12).AddMilliseconds(-1)));
                Assert.Equal(used, window.At(at)?.UsedAt(at, seconds) ?? Amount.Zero);
            }
        }

        Amount SumSince(DateTimeOffset since) => Amount.FromInteger(all.Where(one => one.At > since).Sum(one => one.Notional));
    });

    [Fact]
    public void AWindowSaysWhenItFallsToAnAmount()
    {
        var window = LiquidationWindow.With(null, Start, new LiquidationCharge(A("100"), 60));
        window = LiquidationWindow.With(window, Start.AddSeconds(20), new LiquidationCharge(A("30"), 60));
        Assert.Equal((Start.AddSeconds(60), Start.AddSeconds(80)), (window.FallsTo(A("30"), Start.AddSeconds(21), 60), window.FallsTo(A("29"), Start.AddSeconds(21), 60)));
        Assert.Null(window.FallsTo(A("130"), Start.AddSeconds(21), 60));
        Assert.Equal((A("130"), A("30"), Amount.Zero), (window.UsedAt(Start.AddSeconds(59), 60), window.UsedAt(Start.AddSeconds(60), 60), window.UsedAt(Start.AddSeconds(80), 60)));
        Assert.Null(window.At(Start.AddSeconds(80)));

        // A clock that goes back takes nothing out.
        Assert.Equal(A("137"), LiquidationWindow.With(window, Start.AddSeconds(19), new LiquidationCharge(A("7"), 60)).UsedAt(Start.AddSeconds(21), 60));
    }
}
