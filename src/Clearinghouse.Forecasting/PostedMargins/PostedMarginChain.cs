using Clearinghouse.Forecasting.Margins;

namespace Clearinghouse.Forecasting.PostedMargins;

/// <summary>
/// From forecast to posted margin: blend with the long run, floor, exhaustible buffer, speed limit, then the quantile of the worst mark
/// within the horizon over that very deviation, per side, as in filtered historical simulation (Barone-Adesi, Giannopoulos and Vosper
/// 1999).
/// </summary>
public static class PostedMarginChain
{
    /// <summary>The chain day by day.</summary>
    /// <param name="theCase">The position, with its worst marks.</param>
    /// <param name="forecast">What a model forecast.</param>
    /// <param name="longRun">The long-run variance.</param>
    /// <param name="terms">The terms.</param>
    /// <returns>One entry per day; null where too little was known the day before.</returns>
    public static IReadOnlyList<PostedMargin?> On(MarginCase theCase, VarianceFilter forecast, VarianceFilter longRun, PostedMarginTerms terms)
    {
        ArgumentNullException.ThrowIfNull(theCase);
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(longRun);
        var deviations = DeviationsOf(forecast, longRun, terms);
        var unbuffered = QuantilesOf(theCase, [.. deviations.Select(links => links?.Floored)]);
        var buffered = QuantilesOf(theCase, [.. deviations.Select(links => links?.Posted)]);
        var margins = new PostedMargin?[deviations.Length];
        for (var day = 1; day < margins.Length; day++)
        {
            if (deviations[day] is not { } links || unbuffered[day - 1] is not { } unbufferedQuantile || buffered[day - 1] is not { } quantile) continue;
            margins[day] = new(links, unbufferedQuantile, theCase.Side.FractionOf(unbufferedQuantile * links.Floored), quantile, theCase.Side.FractionOf(quantile * links.Posted));
        }

        return margins;
    }

    /// <summary>The chain as two margin rules: what is posted, and what it would be without buffer and speed limit.</summary>
    /// <param name="theCase">The position.</param>
    /// <param name="forecast">What a model forecast.</param>
    /// <param name="longRun">The long-run variance.</param>
    public static IReadOnlyList<MarginSeries> RulesOf(MarginCase theCase, VarianceFilter forecast, VarianceFilter longRun)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        var chain = On(theCase, forecast, longRun, PostedMarginTerms.Standard);
        return [new(NameOf(forecast.Name), [.. chain.Select(day => day?.Margin)]), new(UnbufferedNameOf(forecast.Name), [.. chain.Select(day => day?.UnbufferedMargin)])];
    }

    /// <summary>What the posted margin of a model is called in reports.</summary>
    public static string NameOf(string model) => $"posted({model})";

    /// <summary>What it is called before the buffer.</summary>
    public static string UnbufferedNameOf(string model) => $"posted({model})-before-buffer";

    private static PostedDeviation?[] DeviationsOf(VarianceFilter forecast, VarianceFilter longRun, PostedMarginTerms terms)
    {
        PostedDeviation? before = null;
        return [.. forecast.Variances.Zip(longRun.Variances, (fast, slow) => fast is > 0 && slow is > 0 ? before = PostedDeviation.Next(before, fast.Value, slow.Value, terms) : null)];
    }

    private static double?[] QuantilesOf(MarginCase theCase, double?[] deviations) =>
        TailQuantile.Rolling([.. theCase.LogPathLosses.Select((loss, day) => deviations[day] is > 0 and { } deviation ? loss / deviation : 0)], theCase.Level, theCase.Horizon.Window);
}
