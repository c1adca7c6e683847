using Clearinghouse.Forecasting.Margins;

namespace Clearinghouse.Forecasting.Backtests;

/// <summary>Every rule on one position.</summary>
/// <param name="Symbol">The market.</param>
/// <param name="Side">Which way the position faces.</param>
/// <param name="From">The first day scored.</param>
/// <param name="To">The last day scored.</param>
/// <param name="Scores">One for each rule.</param>
public sealed record PositionScores(string Symbol, PositionSide Side, DateOnly From, DateOnly To, IReadOnlyList<MarginScore> Scores);
