using System.Globalization;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Margins;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>Compares what was said of the last days with what they became.</summary>
internal static class DriftWatch
{
    /// <summary>Breaches in 250 days from which margin is raised, as in the traffic light of the Basel committee.</summary>
    internal const int YellowBreaches = 5;

    private const int RecentDays = 90;
    private const int DaysMin = 30;
    private const int MarginDays = 250;
    private const int RedBreaches = 10;
    private const double StatisticMax = 2;
    private const double BiasMin = 0.7;
    private const double BiasMax = 1.4;
    private const double StabilityMax = 0.25;
    private const int StabilityBins = 10;

    internal static DriftReading Read(IReadOnlyList<ServedDay> days)
    {
        var judged = days.TakeLast(RecentDays).Where(day => day is { ChampionVariance: > 0, EwmaVariance: > 0 }).ToList();
        var (breachesLong, breachesShort) = (Breaches(days, PositionSide.Long), Breaches(days, PositionSide.Short));
        var (texts, level) = (new List<string>(), DriftLevel.None);
        if (Math.Max(breachesLong, breachesShort) is >= YellowBreaches and var breaches)
            Note(breaches >= RedBreaches ? DriftLevel.Red : DriftLevel.Yellow, $"{breaches} breaches in {MarginDays} days");
        var stability = StabilityOf(days);
        if (stability > StabilityMax) Note(DriftLevel.Yellow, $"ln RV of the last {RecentDays} days is distributed otherwise: stability index {stability:0.00}");
        if (judged.Count < DaysMin) return new(level, null, null, null, null, breachesLong, breachesShort, stability, null, null, texts);

        var champion = judged.ConvertAll(day => Losses.Qlike(day.RealisedVariance, day.ChampionVariance!.Value));
        var average = judged.ConvertAll(day => Losses.Qlike(day.RealisedVariance, day.EwmaVariance!.Value));
        var statistic = DieboldMariano.Compare(champion, average).Statistic;
        if (statistic > StatisticMax) Note(DriftLevel.Red, $"QLIKE {champion.Average():0.000} against {average.Average():0.000} of an exponential average, t {statistic:0.0}");
        var bias = judged.Average(day => day.RealisedVariance / day.ChampionVariance!.Value);
        if (bias is < BiasMin or > BiasMax) Note(DriftLevel.Yellow, $"realised variance is {bias:0.00} of the forecast");
        var (challengerQlike, challengerStatistic) = Shadow(judged);
        return new(level, champion.Average(), average.Average(), statistic, bias, breachesLong, breachesShort, stability, challengerQlike, challengerStatistic, texts);

        void Note(DriftLevel noted, FormattableString text)
        {
            texts.Add(text.ToString(CultureInfo.InvariantCulture));
            if (noted > level) level = noted;
        }
    }

    private static int Breaches(IReadOnlyList<ServedDay> days, PositionSide side) => days.TakeLast(MarginDays).Count(day => side == PositionSide.Long
        ? day.MarginLong < side.FractionOf(-day.LowestReturn)
        : day.MarginShort < side.FractionOf(day.HighestReturn));

    private static (double? Qlike, double? Statistic) Shadow(List<ServedDay> judged)
    {
        var both = judged.Where(day => day.ChallengerVariance > 0).ToList();
        if (both.Count < DaysMin) return (null, null);
        var challenger = both.ConvertAll(day => Losses.Qlike(day.RealisedVariance, day.ChallengerVariance!.Value));
        var champion = both.ConvertAll(day => Losses.Qlike(day.RealisedVariance, day.ChampionVariance!.Value));
        return (challenger.Average(), DieboldMariano.Compare(challenger, champion).Statistic);
    }

    /// <summary>Σ (a − b) ln(a / b) over the deciles of the days before the recent ones; half a day stands in for an empty bin.</summary>
    private static double? StabilityOf(IReadOnlyList<ServedDay> days)
    {
        var before = days.Take(Math.Max(0, days.Count - RecentDays)).Select(day => Math.Log(day.RealisedVariance)).Order().ToList();
        if (before.Count < MarginDays) return null;
        var bounds = Enumerable.Range(1, StabilityBins - 1).Select(bin => before[before.Count * bin / StabilityBins]).ToList();
        var recent = days.TakeLast(RecentDays).Select(day => Math.Log(day.RealisedVariance)).ToList();
        return Enumerable.Range(0, StabilityBins).Sum(bin =>
        {
            var (a, b) = (Share(recent, bin), Share(before, bin));
            return (a - b) * Math.Log(a / b);
        });

        double Share(List<double> values, int bin) =>
            Math.Max(0.5, values.Count(value => (bin == 0 || value >= bounds[bin - 1]) && (bin == StabilityBins - 1 || value < bounds[bin]))) / values.Count;
    }
}
