using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Tests.Fixtures;

namespace Clearinghouse.Forecasting.Tests.Evaluation;

/// <summary>Five years of half-hours of five markets, and walk-forwards through them, each made once.</summary>
public sealed class RecordedMarkets
{
    private const int WarmUpDays = 500;

    private readonly Lazy<VolatilityPanel> _panel = new(() => new(
        new[] { "BTC", "ETH", "BNB", "SOL", "XRP" }.Select(asset => DayHistory.From(SourceTree.Recorded($"{asset}USDT_spot_30m")))));

    private readonly Dictionary<string, IReadOnlyList<ForecastTrack>> _tracks = new(StringComparer.Ordinal);

    internal VolatilityPanel Panel => _panel.Value;

    /// <summary>The QLIKE of a model in each market, in the order of the panel.</summary>
    internal double[] Qlikes(IVolatilityModel model)
    {
        var (tracks, reference) = (TracksOf(model), TracksOf(Benchmark));
        return [.. Panel.Markets.Select((market, i) => MarketScores.Of(market, [.. new[] { reference[i], tracks[i] }.Distinct()], Benchmark.Name).Scores.Single(score => score.Model == model.Name).Qlike)];
    }

    internal static IVolatilityModel Benchmark => StandardModels.Har;

    internal IReadOnlyList<ForecastTrack> TracksOf(IVolatilityModel model)
    {
        if (!_tracks.TryGetValue(model.Name, out var tracks)) _tracks[model.Name] = tracks = WalkForward.Run(model, Panel, WarmUpDays);
        return tracks;
    }
}
