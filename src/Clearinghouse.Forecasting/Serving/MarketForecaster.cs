using System.Globalization;
using Clearinghouse.Core.Adaptation;
using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Features;
using Clearinghouse.Forecasting.Margins;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.PostedMargins;
using Clearinghouse.MarketData;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>
/// One market while it trades: takes closed bars, and after each says what the 24 hours to come will be like and what that asks of margin. At midnight it says what the daily models say; between, its days end with the last bar, and the weekday is a
/// mixture of the two that the next 24 hours touch. Deterministic; the work per bar is bounded. Not thread-safe.
/// </summary>
public sealed class MarketForecaster
{
    private const int MostDays = 1_100;
    private const int ChampionDaysMin = 61;
    private const int AverageDaysMin = 2;
    private const double AverageDecay = 0.94;
    private const double SlowDecay = 0.97;

    private static readonly DayOfWeek[] Weekdays = Enum.GetValues<DayOfWeek>();

    private readonly ServingTerms _terms;
    private readonly BarWindow _window;
    private readonly List<ServedDay> _days = [];
    private readonly double[] _averages;
    private readonly WorstMarks _marks;
    private int _daysCounted;
    private double _squaredReturns;
    private double _logVariances;
    private double _slowAverage;
    private OwnLogHar? _own;
    private PostedDeviation? _dayBegan;
    private ForecastReading? _last;
    private ForecastReading? _ofDay;
    private string? _championVersion;
    private DriftReading _drift = DriftReading.Nothing;

    /// <summary>A market of which nothing is known.</summary>
    public MarketForecaster(ServingTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.BarSeconds <= 0 || 21_600 % terms.BarSeconds != 0) throw new ArgumentException("The length of a bar must divide six hours.", nameof(terms));
        (_terms, _window, _averages) = (terms, new BarWindow(terms.BarSeconds), new double[terms.BarsPerDay]);
        _marks = new WorstMarks(terms.Level, terms.PriorQuantile);
    }

    /// <summary>When the next bar begins: Unix milliseconds; 0 before the first.</summary>
    public long NextOpenMs => _window.NextOpenMs;

    /// <summary>The days that are over, at most 1,100; the newest last.</summary>
    public IReadOnlyList<ServedDay> Days => _days;

    /// <summary>How many days were counted, also those that are forgotten.</summary>
    public int DaysCounted => _daysCounted;

    /// <summary>How many bars were missing so far.</summary>
    public long MissingBars { get; private set; }

    /// <summary>A market as it was.</summary>
    public static MarketForecaster FromState(ForecasterState state, ServingTerms terms)
    {
        ArgumentNullException.ThrowIfNull(state);
        var forecaster = new MarketForecaster(terms);
        var openMs = state.NextOpenMs - (state.Bars.Count * terms.BarSeconds * 1_000L);
        foreach (var bar in state.Bars)
        {
            forecaster._window.Add(openMs, bar);
            openMs = forecaster._window.NextOpenMs;
        }

        forecaster._days.AddRange(state.Days);
        (forecaster._daysCounted, forecaster._squaredReturns, forecaster._logVariances, forecaster._slowAverage) = (state.DaysCounted, state.SquaredReturns, state.LogVariances, state.SlowAverage);
        for (var phase = 0; phase < Math.Min(state.Averages.Count, forecaster._averages.Length); phase++) forecaster._averages[phase] = state.Averages[phase];
        (forecaster._own, forecaster._dayBegan, forecaster._last, forecaster._ofDay, forecaster._championVersion) = (state.OwnModel, state.DayBegan, state.Last, state.OfDay, state.ChampionVersion);
        forecaster._marks.Restore(state.Quantiles);
        forecaster._drift = DriftWatch.Read(forecaster._days);
        return forecaster;
    }

    /// <summary>The market as data.</summary>
    public ForecasterState ToState() => new()
    {
        NextOpenMs = _window.NextOpenMs,
        Bars = _window.Bars.ToArray(),
        Days = [.. _days],
        DaysCounted = _daysCounted,
        SquaredReturns = _squaredReturns,
        LogVariances = _logVariances,
        Averages = [.. _averages],
        SlowAverage = _slowAverage,
        OwnModel = _own,
        ChampionVersion = _championVersion,
        DayBegan = _dayBegan,
        Last = _last,
        OfDay = _ofDay,
        Quantiles = _marks.ToState(),
    };

    /// <summary>Takes the next closed bar. Where bars are missing before it, they stand flat at the close before; after a gap longer than the window the market begins anew.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="models">What forecasts.</param>
    /// <param name="panel">How high volatility stands in all markets; null where only this one is known.</param>
    /// <returns>Why it was not taken; none when it was.</returns>
    public BarRefusal Take(Bar bar, ServingModels models, PanelFactor? panel)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (_window.Check(bar) is not BarRefusal.None and var refusal) return refusal;
        var missing = _window.MissingBefore(bar);
        MissingBars += missing;
        for (var i = Math.Max(0, missing - (BarWindow.Days * _terms.BarsPerDay)); i < missing; i++)
        {
            _window.AddFlat();
            AfterBar(models, panel);
        }

        _window.Add(bar.OpenTimeMs, LogBar.From(bar));
        AfterBar(models, panel);
        return BarRefusal.None;
    }

    /// <summary>What is forecast at a time. Bars that are too old are trusted no more than a damaged model.</summary>
    public ForecastReading Read(DateTimeOffset now)
    {
        if (_last is not { } last) return new() { Step = ForecastStep.Static, ModelVersion = "static", Reasons = ["No bar is known."] };
        var age = now - last.AsOf!.Value;
        if (age <= _terms.StaleAfter || last.Step >= ForecastStep.LastGood) return last;
        return LastGood(last, [.. last.Reasons, string.Create(CultureInfo.InvariantCulture, $"The last bar ended {age.TotalHours:0.0} hours ago.")]);
    }

    private void AfterBar(ServingModels models, PanelFactor? panel)
    {
        var recent = _window.RecentDays;
        if (recent.IsEmpty) return;
        var average = _averages[_window.Phase];
        _averages[_window.Phase] = average > 0 ? (AverageDecay * average) + ((1 - AverageDecay) * recent[^1].RealisedVariance) : recent[^1].RealisedVariance;
        if (_window.EndsDay) EndDay(recent[^1]);
        if (_daysCounted == 0) return;
        if (models.Champion is { } champion && champion.Version != _championVersion) Follow(champion.Version);

        var reading = Forecast(recent, models, panel);
        if (_window.EndsDay) (_dayBegan, _ofDay) = (reading.Deviation, reading);
        _last = reading;
    }

    /// <summary>A new champion is not judged by what the one before it said.</summary>
    private void Follow(string version)
    {
        if (_championVersion is not null)
        {
            for (var i = 0; i < _days.Count; i++) _days[i] = _days[i] with { ChampionVariance = null };
            _drift = DriftWatch.Read(_days);
        }

        _championVersion = version;
    }

    /// <summary>Puts a day that is over beside what was said of it.</summary>
    private void EndDay(DayMeasures day)
    {
        var said = _ofDay;
        _days.Add(new ServedDay(
            day.OpenTimeMs,
            day.Return,
            day.LowestReturn,
            day.HighestReturn,
            day.RealisedVariance,
            said?.ChampionVariance,
            said?.ChallengerVariance,
            _slowAverage > 0 ? _slowAverage : null,
            said?.Deviation?.Floored,
            said?.PostedDeviation,
            said?.MarginLong,
            said?.MarginShort));
        if (_days.Count > MostDays) _days.RemoveAt(0);
        _slowAverage = _slowAverage > 0 ? (SlowDecay * _slowAverage) + ((1 - SlowDecay) * day.RealisedVariance) : day.RealisedVariance;
        _daysCounted++;
        _squaredReturns += day.SquaredReturn;
        _logVariances += Math.Log(day.RealisedVariance);
        if (_own is null || _daysCounted % OwnLogHar.RefitDays == 0) _own = OwnLogHar.Fit(_days);
        _marks.Update(_days);
        _drift = DriftWatch.Read(_days);
    }

    private ForecastReading Forecast(ReadOnlySpan<DayMeasures> recent, ServingModels models, PanelFactor? panel)
    {
        var (meanLog, longRun) = (_logVariances / _daysCounted, LongRun());
        var features = DayFeatures.Of(recent, meanLog, DayOfWeek.Monday);
        var factor = new PanelFactor(Math.Log(features.Variance1) - meanLog, Math.Log(features.Variance7) - meanLog, Math.Log(features.Variance30) - meanLog);
        var asOf = DateTimeOffset.FromUnixTimeMilliseconds(_window.NextOpenMs);
        double[] standing = panel is { } all ? [all.Day, all.Week, all.Month] : [factor.Day, factor.Week, factor.Month];
        var blended = Math.Sqrt(_averages[_window.Phase] * longRun);
        var isKnown = _daysCounted >= ChampionDaysMin;
        var champion = isKnown && models.Champion is { } best ? ByWeekdays(best, features, standing, asOf) : ((double Now, double Peak)?)null;
        var challenger = isKnown && models.Challenger is { } shadow ? ByWeekdays(shadow, features, standing, asOf).Now : (double?)null;

        var reasons = new List<string>();
        var (step, version, now, peak) = Champion() ?? OwnModel() ?? Average() ?? (ForecastStep.LastGood, "last-good", 0, 0);
        var common = new ForecastReading { AsOf = asOf, Step = step, ModelVersion = version, Reasons = reasons, Factor = factor, Drift = _drift, Days = _daysCounted, ChampionVariance = Positive(champion?.Now), ChallengerVariance = Positive(challenger) };
        if (step != ForecastStep.LastGood) return Post(common with { DailyVariance = now, PeakVariance = peak }, longRun);
        return _last is { Deviation: not null } last
            ? LastGood(last, reasons) with { AsOf = asOf, Factor = factor, Days = _daysCounted, Drift = _drift }
            : common with { Step = ForecastStep.Static, ModelVersion = "static" };

        (ForecastStep, string, double, double)? Champion()
        {
            if (models.Champion is not { } model) return PassOver($"champion: {models.Fault}");
            if (champion is not var (today, week)) return PassOver($"champion: needs {ChampionDaysMin} days of the market, there are {_daysCounted}");
            if (_drift.Level == DriftLevel.Red) return PassOver($"champion: drifted, {string.Join("; ", _drift.Texts)}");
            return Sane("champion", today, week) ? (ForecastStep.Champion, model.Version, today, week) : null;
        }

        (ForecastStep, string, double, double)? OwnModel()
        {
            if (_own is null) return PassOver($"log-har: needs {OwnLogHar.DaysMin} days of the market, there are {_daysCounted}");
            var variance = _own.Forecast(features);
            return Sane("log-har", variance, variance) ? (ForecastStep.LogHar, "log-har", variance, variance) : null;
        }

        (ForecastStep, string, double, double)? Average() =>
            _daysCounted < AverageDaysMin || !double.IsFinite(blended) ? PassOver($"ewma: needs {AverageDaysMin} days of the market, there are {_daysCounted}") : (ForecastStep.BlendedEwma, "ewma-94", blended, blended);

        bool Sane(string name, double today, double week)
        {
            if (double.IsFinite(today) && double.IsFinite(week) && today > blended / _terms.WildMultiple && week < blended * _terms.WildMultiple) return true;
            PassOver($"{name}: {Math.Sqrt(today):0.####} a day, and {Math.Sqrt(blended):0.####} by the plain estimator, lie too far apart");
            return false;
        }

        (ForecastStep, string, double, double)? PassOver(FormattableString reason)
        {
            reasons.Add(reason.ToString(CultureInfo.InvariantCulture));
            return null;
        }
    }

    /// <summary>The forecast of the next 24 hours, whose weekday is a mixture of two unless they begin at midnight; and the largest of any weekday.</summary>
    private static (double Now, double Peak) ByWeekdays(ServingModel model, DayFeatures features, double[] standing, DateTimeOffset asOf)
    {
        var (first, second) = (Of(asOf.DayOfWeek), Of(asOf.AddDays(1).DayOfWeek));
        var share = asOf.TimeOfDay.TotalDays;
        var now = share > 0 ? Math.Exp(((1 - share) * Math.Log(first)) + (share * Math.Log(second))) : first;
        var peak = now;
        foreach (var weekday in Weekdays) peak = Math.Max(peak, Of(weekday));
        return (now, peak);

        double Of(DayOfWeek weekday) => model.Forecaster.Forecast(features with { TargetWeekday = weekday }, standing);
    }

    private static double? Positive(double? variance) => variance is > 0 && double.IsFinite(variance.Value) ? variance : null;

    /// <summary>Mean squared return of all days; while they are few, what was believed before counts as a month.</summary>
    private double LongRun()
    {
        const int PriorDays = 30;
        var prior = _daysCounted < ChampionDaysMin ? PriorDays : 0;
        return Math.Max(DayMeasures.VarianceMin, (_squaredReturns + (prior * _terms.PriorDailyVolatility * _terms.PriorDailyVolatility)) / (_daysCounted + prior));
    }

    /// <summary>From the forecast to what is asked. Within a day it only rises; only the champion lowers it.</summary>
    private ForecastReading Post(ForecastReading reading, double longRun)
    {
        var links = PostedDeviation.Next(_dayBegan, reading.DailyVariance, longRun, _terms.Posted);
        var least = _last is { Deviation: { } before } && (!_window.EndsDay || reading.Step != ForecastStep.Champion) ? before : null;
        if (least is not null) links = links with { Buffered = Math.Max(links.Buffered, least.Buffered), Posted = Math.Max(links.Posted, least.Posted) };
        links = links with { Posted = Math.Max(links.Posted, links.Buffered) };
        var posted = links.Posted * (_drift.RaisesMargin ? _terms.YellowMultiple : 1);
        var peak = PostedDeviation.Next(null, reading.PeakVariance, longRun, _terms.Posted).Floored;
        return Margins(reading with { Deviation = links }, posted) with
        {
            PeakMargin = Math.Max(PositionSide.Long.FractionOf(_marks.UnbufferedLong * peak), PositionSide.Short.FractionOf(_marks.UnbufferedShort * peak)),
        };
    }

    /// <summary>The last deviation and a quarter on top, once: what was good before it went bad does not grow every bar.</summary>
    private ForecastReading LastGood(ForecastReading last, IReadOnlyList<string> reasons)
    {
        if (last.Step == ForecastStep.LastGood || last.Deviation is null) return last with { Reasons = reasons };
        return Margins(last with { Step = ForecastStep.LastGood, ModelVersion = "last-good", Reasons = reasons }, last.PostedDeviation * _terms.LastGoodMultiple);
    }

    private ForecastReading Margins(ForecastReading reading, double posted) => reading with
    {
        PostedDeviation = posted,
        QuantileLong = _marks.Long,
        QuantileShort = _marks.Short,
        MarginLong = PositionSide.Long.FractionOf(_marks.Long * posted),
        MarginShort = PositionSide.Short.FractionOf(_marks.Short * posted),
        UnbufferedMarginLong = PositionSide.Long.FractionOf(_marks.UnbufferedLong * reading.Deviation!.Floored),
        UnbufferedMarginShort = PositionSide.Short.FractionOf(_marks.UnbufferedShort * reading.Deviation.Floored),
    };
}
