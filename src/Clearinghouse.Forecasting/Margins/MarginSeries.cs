namespace Clearinghouse.Forecasting.Margins;

/// <summary>What a rule would have asked each period: each day, or each hour where that is how long the position is held.</summary>
/// <param name="Model">The rule.</param>
/// <param name="Margins">One entry per period, a fraction of notional that was known at the end of the period before; null where there is none.</param>
public sealed record MarginSeries(string Model, IReadOnlyList<double?> Margins)
{
    /// <summary>The days that residuals are taken from, where margin is for a day.</summary>
    public const int FilteredWindowDays = 1000;

    /// <summary>Historical simulation: the quantile of the losses of the last periods.</summary>
    /// <param name="theCase">The position.</param>
    /// <param name="windowPeriods">How many periods count.</param>
    /// <param name="span">That, as it stands in the rule's name.</param>
    public static MarginSeries Historical(MarginCase theCase, int windowPeriods, string span)
    {
        ArgumentNullException.ThrowIfNull(theCase);
        var quantiles = TailQuantile.Rolling(theCase.LogLosses, theCase.Level, theCase.Horizon.Window with { Periods = windowPeriods });
        return new($"hs-{span}", [.. quantiles.Select((_, period) => period == 0 ? null : Fraction(theCase, quantiles[period - 1]))]);
    }

    /// <summary>
    /// Filtered historical simulation (Barone-Adesi, Giannopoulos and Vosper 1999): losses over the filter's volatility, their quantile
    /// over the window of the horizon, times the volatility now.
    /// </summary>
    public static MarginSeries Filtered(MarginCase theCase, VarianceFilter filter) => Filtered(theCase, filter, theCase.LogLosses, $"fhs-{filter.Name}");

    /// <summary>As <see cref="Filtered(MarginCase, VarianceFilter)"/>, for the worst mark within the period instead of the close.</summary>
    public static MarginSeries FilteredPath(MarginCase theCase, VarianceFilter filter) => Filtered(theCase, filter, theCase.LogPathLosses, $"fhs-{filter.Name}-path");

    /// <summary>A normal quantile of an exponential average of squared returns: too low by the fat tails.</summary>
    public static MarginSeries Normal(MarginCase theCase, VarianceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var quantile = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, theCase.Level);
        return new($"normal-{filter.Name}", [.. filter.Variances.Select(variance => Fraction(theCase, quantile * Root(variance)))]);
    }

    /// <summary>The margin that the residual quantile of one filter gives on the volatility of another: a floor for calm times.</summary>
    public static MarginSeries OnOtherLevel(MarginCase theCase, VarianceFilter residuals, VarianceFilter level)
    {
        ArgumentNullException.ThrowIfNull(level);
        var quantiles = ResidualQuantiles(theCase, residuals, theCase.LogLosses);
        return new($"{residuals.Name} on {level.Name}", [.. level.Variances.Select((variance, period) => period == 0 ? null : Fraction(theCase, quantiles[period - 1] * Root(variance)))]);
    }

    /// <summary>The mean of the worst 1 % of losses so far, three at least: what a stressed day costs.</summary>
    public static MarginSeries Stressed(MarginCase theCase)
    {
        const int StartDays = 100;
        const double Share = 0.01;
        ArgumentNullException.ThrowIfNull(theCase);
        var sorted = new List<double>();
        var margins = new double?[theCase.LogLosses.Count];
        for (var day = 0; day < margins.Length; day++)
        {
            if (day > StartDays) margins[day] = Fraction(theCase, sorted.TakeLast(Math.Max(3, (int)(day * Share))).Average());
            var at = sorted.BinarySearch(theCase.LogLosses[day]);
            sorted.Insert(at < 0 ? ~at : at, theCase.LogLosses[day]);
        }

        return new("stressed", margins);
    }

    /// <summary>Another series made of this one and a second, period by period.</summary>
    public MarginSeries With(string name, MarginSeries other, Func<double, double, double> rule)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(name, [.. Margins.Zip(other.Margins, (mine, theirs) => mine is { } a && theirs is { } b ? rule(a, b) : (double?)null)]);
    }

    /// <summary>Another series made of this one and what was published the period before; the first starts from <paramref name="first"/> of it.</summary>
    public MarginSeries Published(string name, Func<double, double> first, Func<double, double, double> rule)
    {
        double? before = null;
        return new(name, [.. Margins.Select(margin => before = margin is { } asked ? rule(asked, before ?? first(asked)) : before is null ? null : before)]);
    }

    private static MarginSeries Filtered(MarginCase theCase, VarianceFilter filter, IReadOnlyList<double> losses, string name)
    {
        ArgumentNullException.ThrowIfNull(theCase);
        ArgumentNullException.ThrowIfNull(filter);
        var quantiles = ResidualQuantiles(theCase, filter, losses);
        return new(name, [.. filter.Variances.Select((variance, period) => period == 0 ? null : Fraction(theCase, quantiles[period - 1] * Root(variance)))]);
    }

    private static double?[] ResidualQuantiles(MarginCase theCase, VarianceFilter filter, IReadOnlyList<double> losses) =>
        TailQuantile.Rolling([.. losses.Select((loss, period) => Root(filter.Variances[period]) is { } deviation ? loss / deviation : 0)], theCase.Level, theCase.Horizon.Window);

    private static double? Root(double? variance) => variance is > 0 ? Math.Sqrt(variance.Value) : null;

    private static double? Fraction(MarginCase theCase, double? logMargin) => logMargin is { } known ? theCase.Side.FractionOf(known) : null;
}
