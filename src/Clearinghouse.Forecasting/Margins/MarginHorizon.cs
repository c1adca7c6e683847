using Clearinghouse.Forecasting.Procyclicality;

namespace Clearinghouse.Forecasting.Margins;

/// <summary>How long a position is held until margin is set anew, its period of risk, and what rules and scores owe to that length.</summary>
public sealed class MarginHorizon
{
    private const int HoursPerDay = 24;

    private MarginHorizon(string period, int periodsPerDay, QuantileWindow window, IReadOnlyList<int> stepPeriods) =>
        (Period, PeriodsPerDay, Window, StepPeriods) = (period, periodsPerDay, window, stepPeriods);

    /// <summary>A day: quantiles over 1,000 days, every day.</summary>
    public static MarginHorizon OneDay { get; } = new("day", 1, new(MarginSeries.FilteredWindowDays, TailQuantile.ObservationsMin, 1), ProcyclicalityMeasures.StandardStepDays);

    /// <summary>
    /// An hour: quantiles over 365 days of hours, taken at midnight. Of less than half a year there is none, since the fifth of a
    /// percent of the worst would be too few.
    /// </summary>
    public static MarginHorizon OneHour { get; } = new("hour", HoursPerDay, new(365 * HoursPerDay, 4_000, HoursPerDay), [1, HoursPerDay, 7 * HoursPerDay]);

    /// <summary>What the period is called: day or hour.</summary>
    public string Period { get; }

    /// <summary>How many of them make a day.</summary>
    public int PeriodsPerDay { get; }

    /// <summary>What quantiles are taken of.</summary>
    public QuantileWindow Window { get; }

    /// <summary>Over how many periods rises of margin are measured.</summary>
    public IReadOnlyList<int> StepPeriods { get; }
}
