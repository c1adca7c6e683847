using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;

namespace Clearinghouse.Forecasting.Tests.Fixtures;

/// <summary>Bars of a made-up market whose volatility wanders, the same for the same seed.</summary>
internal static class RandomBars
{
    internal const long DayMs = 86_400_000;

    /// <summary>Monday, 6 January 2020.</summary>
    internal const long FirstDayMs = 1_578_268_800_000;

    internal static BarSeries Of(int seed, int days, string symbol = "TEST", int hoursPerBar = 2)
    {
        var random = new Random(seed);
        var stepMs = hoursPerBar * 3_600_000L;
        var (price, logVolatility) = (100.0, 0.0);
        var bars = new List<Bar>();
        for (var i = 0; i < days * DayMs / stepMs; i++)
        {
            logVolatility = (0.98 * logVolatility) + (0.1 * Normal(random));
            var deviation = 0.01 * Math.Exp(logVolatility);
            var (open, close) = (price, price * Math.Exp(deviation * Normal(random)));
            var high = Math.Max(open, close) * Math.Exp(deviation * 0.3 * random.NextDouble());
            var low = Math.Min(open, close) * Math.Exp(-deviation * 0.3 * random.NextDouble());
            bars.Add(new(FirstDayMs + (i * stepMs), At(open), At(high), At(low), At(close), (decimal)(100 * random.NextDouble())));
            price = close;
        }

        return new(symbol, stepMs, bars);
    }

    /// <summary>The same bars, but for those that open at that time or later, which are another market's.</summary>
    internal static BarSeries ChangedFrom(this BarSeries series, long timeMs)
    {
        var changed = series.Bars.Select((bar, i) => bar.OpenTimeMs < timeMs ? bar : Moved(bar, 1 + (0.3 * ((i % 7) - 3) / 3.0)));
        return new(series.Symbol, series.IntervalMs, changed);
    }

    internal static Price At(double price) => Price.FromDecimal(decimal.Round((decimal)price, 8));

    private static Bar Moved(Bar bar, double factor) => new(
        bar.OpenTimeMs, Times(bar.Open, factor), Times(bar.High, factor), Times(bar.Low, factor), Times(bar.Close, factor), bar.Volume * 3);

    private static Price Times(Price price, double factor) => At(price.ToDouble() * factor);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
