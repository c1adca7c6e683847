using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Scenarios;

/// <summary>
/// Moves of past days in units of each market's volatility of that day, by the same dates in every market, so that rescaling to today's volatility keeps what moved together.
/// Filtered historical simulation: Barone-Adesi, Giannopoulos, Vosper (1999), "VaR without correlations for portfolios of derivative securities".
/// </summary>
/// <param name="Dates">The days, oldest first.</param>
/// <param name="StandardisedMoves">By market, the log return of each day divided by the volatility that was forecast for it.</param>
public sealed record HistoricalMoves(ImmutableArray<DateOnly> Dates, ImmutableSortedDictionary<MarketId, ImmutableArray<double>> StandardisedMoves)
{
    /// <summary>RiskMetrics' decay for daily data.</summary>
    public const double DefaultDecay = 0.94;

    private const int SeedDays = 30;

    private string[]? _names;

    /// <summary>No history.</summary>
    public static HistoricalMoves None { get; } = new([], ImmutableSortedDictionary<MarketId, ImmutableArray<double>>.Empty);

    /// <summary>
    /// Standardises daily returns by an exponentially weighted volatility that knows only earlier days, and keeps the newest dates that at least one market has. A market without a return on a
    /// date moves by the average of those that have one: no history must not mean no risk.
    /// </summary>
    /// <param name="histories">One per market.</param>
    /// <param name="mostDates">How many dates to keep; positive.</param>
    /// <param name="decay">Weight of yesterday's variance; above 0, below 1.</param>
    public static HistoricalMoves From(IReadOnlyCollection<MarketHistory> histories, int mostDates, double decay = DefaultDecay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostDates, 1);
        var moves = histories.ToDictionary(history => history.Market, history => Standardise(history, decay));
        ImmutableArray<DateOnly> dates = [.. moves.Values.SelectMany(byDate => byDate.Keys).Distinct().Order().TakeLast(mostDates)];
        var averages = dates.ToDictionary(date => date, date => moves.Values.Where(byDate => byDate.ContainsKey(date)).Average(byDate => byDate[date]));
        return new HistoricalMoves(dates, moves.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => dates.Select(date => pair.Value.TryGetValue(date, out var move) ? move : averages[date]).ToImmutableArray()));
    }

    /// <summary>A market's standardised move on a date. One without any history moves by the average of the others.</summary>
    public double MoveOf(MarketId market, int date) =>
        StandardisedMoves.TryGetValue(market, out var moves) ? moves[date] : StandardisedMoves.Values.Average(all => all[date]);

    /// <summary>A day as statements name it.</summary>
    public string NameOf(int date) => (_names ??= [.. Dates.Select(day => $"{day:yyyy-MM-dd}, rescaled")])[date];

    /// <summary>Correlation of two markets' standardised moves; null where one has no history, or less than thirty days of it.</summary>
    public double? CorrelationOf(MarketId a, MarketId b)
    {
        if (Dates.Length < SeedDays || !StandardisedMoves.TryGetValue(a, out var first) || !StandardisedMoves.TryGetValue(b, out var second)) return null;
        var (meanA, meanB) = (first.Average(), second.Average());
        var (covariance, varianceA, varianceB) = (0.0, 0.0, 0.0);
        for (var day = 0; day < first.Length; day++)
        {
            covariance += (first[day] - meanA) * (second[day] - meanB);
            varianceA += Square(first[day] - meanA);
            varianceB += Square(second[day] - meanB);
        }

        return varianceA > 0 && varianceB > 0 ? covariance / Math.Sqrt(varianceA * varianceB) : null;
    }

    private static Dictionary<DateOnly, double> Standardise(MarketHistory history, double decay)
    {
        var (closes, moves) = (history.Closes, new Dictionary<DateOnly, double>());
        if (closes.Count <= SeedDays + 1) return moves;
        var variance = Enumerable.Range(1, SeedDays).Average(day => Square(ReturnOf(closes, day)));
        for (var day = SeedDays + 1; day < closes.Count; day++)
        {
            var move = ReturnOf(closes, day);
            if (variance > 0) moves[closes[day].Date] = move / Math.Sqrt(variance);
            variance = (decay * variance) + ((1 - decay) * Square(move));
        }

        return moves;
    }

    private static double ReturnOf(IReadOnlyList<(DateOnly Date, double Close)> closes, int day) => Math.Log(closes[day].Close / closes[day - 1].Close);

    private static double Square(double value) => value * value;
}
