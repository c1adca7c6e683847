using System.Text.Json.Serialization;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Margins;
using Clearinghouse.Forecasting.Procyclicality;
using MathNet.Numerics.Statistics;

namespace Clearinghouse.Forecasting.Backtests;

/// <summary>How a margin rule fared on one position. Margins and losses are fractions of notional.</summary>
public sealed record MarginScore
{
    /// <summary>The rule.</summary>
    public required string Model { get; init; }

    /// <summary>How many days.</summary>
    public required int Days { get; init; }

    /// <summary>How many hours, where margin was set for each; null where it was set for days.</summary>
    public int? Hours { get; init; }

    /// <summary>How many periods margin was set for.</summary>
    [JsonIgnore]
    public int Periods => Hours ?? Days;

    /// <summary>In how many periods the loss from close to close exceeded the margin.</summary>
    public required int Breaches { get; init; }

    /// <summary>Breaches over periods; 1 − level is right.</summary>
    public required double BreachRate { get; init; }

    /// <summary>Whether that rate can be chance.</summary>
    public required Kupiec Kupiec { get; init; }

    /// <summary>Whether breaches come one by one.</summary>
    public required Christoffersen Christoffersen { get; init; }

    /// <summary>Shares of windows of 250 days; null below 250 days, and where margin was set for hours.</summary>
    public TrafficLight? TrafficLight { get; init; }

    /// <summary>The mean margin.</summary>
    public required double MarginMean { get; init; }

    /// <summary>The median margin.</summary>
    public required double MarginMedian { get; init; }

    /// <summary>The mean quantile loss at the level, in basis points of notional: it weighs coverage against what margin costs.</summary>
    public required double PinballBasisPoints { get; init; }

    /// <summary>By how much losses exceeded the margin, in the mean of the breaches; zero without one.</summary>
    public required double ExcessMean { get; init; }

    /// <summary>By how much a loss exceeded the margin at the worst; zero without a breach.</summary>
    public required double ExcessMax { get; init; }

    /// <summary>The share of periods whose worst mark exceeded the margin.</summary>
    public required double PathBreachRate { get; init; }

    /// <summary>Whether that share can be chance, for a rule that should cover the worst mark.</summary>
    public required Kupiec PathKupiec { get; init; }

    /// <summary>The mean quantile loss against the worst mark within the period, in basis points of notional.</summary>
    public required double PathPinballBasisPoints { get; init; }

    /// <summary>How much and how fast the margin moved; rises over 1, 5 and 30 days, or over 1, 24 and 168 hours.</summary>
    public required ProcyclicalityMeasures Procyclicality { get; init; }

    /// <summary>Scores a rule from a period on.</summary>
    /// <param name="theCase">The position.</param>
    /// <param name="series">What the rule asked.</param>
    /// <param name="first">The first period scored, from 0.</param>
    /// <exception cref="ArgumentException">There is no period to score, or the rule has no positive margin for one of them.</exception>
    public static MarginScore Of(MarginCase theCase, MarginSeries series, int first)
    {
        ArgumentNullException.ThrowIfNull(theCase);
        ArgumentNullException.ThrowIfNull(series);
        var horizon = theCase.Horizon;
        if (first >= series.Margins.Count) throw new ArgumentException($"{theCase.Symbol} has {series.Margins.Count} {horizon.Period}s, none after the warm-up; give a longer file or a shorter warm-up.", nameof(first));
        double[] margins = [.. series.Margins.Skip(first).Select(margin => margin is > 0 ? margin.Value : throw NoMargin(theCase, series))];
        double[] losses = [.. theCase.LogLosses.Skip(first).Select(loss => theCase.Side.FractionOf(loss))];
        bool[] breaches = [.. losses.Zip(margins, (loss, margin) => loss > margin)];
        double[] paths = [.. theCase.LogPathLosses.Skip(first).Select(loss => theCase.Side.FractionOf(loss))];
        var pathBreaches = paths.Zip(margins).Count(pair => pair.First > pair.Second);
        double[] excesses = [.. losses.Zip(margins, (loss, margin) => loss - margin).Where(excess => excess > 0)];
        return new()
        {
            Model = series.Model,
            Days = margins.Length / horizon.PeriodsPerDay,
            Hours = horizon == MarginHorizon.OneHour ? margins.Length : null,
            Breaches = excesses.Length,
            BreachRate = excesses.Length / (double)margins.Length,
            Kupiec = Kupiec.Test(margins.Length, excesses.Length, 1 - theCase.Level),
            Christoffersen = Christoffersen.Test(breaches, 1 - theCase.Level),
            TrafficLight = horizon == MarginHorizon.OneDay ? Backtests.TrafficLight.Of(breaches) : null,
            MarginMean = margins.Average(),
            MarginMedian = margins.Median(),
            PinballBasisPoints = 1e4 * losses.Zip(margins, (loss, margin) => Losses.Pinball(theCase.Level, loss, margin)).Average(),
            ExcessMean = excesses.DefaultIfEmpty().Average(),
            ExcessMax = excesses.DefaultIfEmpty().Max(),
            PathBreachRate = pathBreaches / (double)margins.Length,
            PathKupiec = Kupiec.Test(margins.Length, pathBreaches, 1 - theCase.Level),
            PathPinballBasisPoints = 1e4 * paths.Zip(margins, (path, margin) => Losses.Pinball(theCase.Level, path, margin)).Average(),
            Procyclicality = ProcyclicalityMeasures.Of(margins, horizon.StepPeriods),
        };
    }

    private static ArgumentException NoMargin(MarginCase theCase, MarginSeries series) =>
        new($"{series.Model} has no margin for every {theCase.Horizon.Period} of {theCase.Symbol} after the warm-up; give a longer warm-up.", nameof(series));
}
