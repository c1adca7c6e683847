using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Cli.Reports;

/// <summary>The date of a measured day.</summary>
internal static class ReportDay
{
    public static DateTime Of(DayMeasures day) => DateTimeOffset.FromUnixTimeMilliseconds(day.OpenTimeMs).UtcDateTime;
}
