using Clearinghouse.Forecasting.Margins;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>Quantiles of the worst marks of the last 1,000 days over the deviations known when each began, as in filtered historical simulation.</summary>
internal sealed class WorstMarks
{
    private readonly double _level;
    private readonly double _prior;

    internal WorstMarks(double level, double prior)
    {
        (_level, _prior) = (level, prior);
        (Long, Short, UnbufferedLong, UnbufferedShort) = (prior, prior, prior, prior);
    }

    /// <summary>Of a long, in posted deviations.</summary>
    internal double Long { get; private set; }

    /// <summary>Of a short.</summary>
    internal double Short { get; private set; }

    /// <summary>Of a long, in floored deviations.</summary>
    internal double UnbufferedLong { get; private set; }

    /// <summary>Of a short.</summary>
    internal double UnbufferedShort { get; private set; }

    internal IReadOnlyList<double> ToState() => [Long, Short, UnbufferedLong, UnbufferedShort];

    internal void Restore(IReadOnlyList<double> state) => (Long, Short, UnbufferedLong, UnbufferedShort) = (state[0], state[1], state[2], state[3]);

    /// <summary>Once a day.</summary>
    internal void Update(IReadOnlyList<ServedDay> days)
    {
        Long = Of(days, day => -day.LowestReturn / day.PostedDeviation);
        Short = Of(days, day => day.HighestReturn / day.PostedDeviation);
        UnbufferedLong = Of(days, day => -day.LowestReturn / day.FlooredDeviation);
        UnbufferedShort = Of(days, day => day.HighestReturn / day.FlooredDeviation);
    }

    private double Of(IReadOnlyList<ServedDay> days, Func<ServedDay, double?> loss)
    {
        var losses = days.TakeLast(MarginSeries.FilteredWindowDays).Select(loss).OfType<double>().ToArray();
        return losses.Length < TailQuantile.ObservationsMin ? _prior : TailQuantile.Higher(_level, losses);
    }
}
