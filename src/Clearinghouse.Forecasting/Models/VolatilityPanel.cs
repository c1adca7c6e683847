using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Forecasting.Models;

/// <summary>Several markets as they are known at the end of the same day.</summary>
public sealed class VolatilityPanel
{
    /// <summary>Markets in a fixed order.</summary>
    /// <exception cref="ArgumentException">There is none, or one occurs twice.</exception>
    public VolatilityPanel(params IEnumerable<DayHistory> markets)
    {
        Markets = [.. markets];
        if (Markets.Count == 0) throw new ArgumentException("A panel needs a market.", nameof(markets));
        var twice = Markets.GroupBy(market => market.Symbol, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new ArgumentException($"{twice.Key} occurs twice.", nameof(markets));
    }

    /// <summary>The markets; one that is not listed yet knows no day.</summary>
    public IReadOnlyList<DayHistory> Markets { get; }

    /// <summary>When the first day of any market begins: Unix milliseconds, UTC.</summary>
    public long FirstDayMs => Markets.Min(market => market.FirstDayMs);

    /// <summary>When the last known day of any market begins.</summary>
    public long LastDayMs => Markets.Max(market => market.FirstDayMs + ((market.Count - 1) * Bars.DayGrid.DayMs));

    /// <summary>The same markets for forecasts of so many days.</summary>
    /// <param name="days">One or more.</param>
    public VolatilityPanel ForHorizon(int days) => new(Markets.Select(market => market.ForHorizon(days)));

    /// <summary>What was known at the end of a day.</summary>
    /// <param name="dayMs">When the day begins, Unix milliseconds.</param>
    public VolatilityPanel KnownThrough(long dayMs) => new(Markets.Select(market => market.Known(Math.Clamp(market.IndexOf(dayMs) + 1, 0, market.Count))));
}
