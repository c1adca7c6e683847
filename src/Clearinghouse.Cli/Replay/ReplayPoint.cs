using System.Runtime.InteropServices;
using Clearinghouse.Core.Breakers;

namespace Clearinghouse.Cli.Replay;

/// <summary>What governed a market at the end of a bar.</summary>
/// <param name="Time">The end of the bar.</param>
/// <param name="Price">The close.</param>
/// <param name="Low">The lowest price of the bar.</param>
/// <param name="High">The highest.</param>
/// <param name="InitialMarginRate">Initial margin, as a fraction of notional.</param>
/// <param name="MaintenanceMarginRate">Maintenance margin.</param>
/// <param name="DailyVolatility">What scenarios and bands were scaled by.</param>
/// <param name="ForecastVolatility">The forecast for the day to come; null without one.</param>
/// <param name="Breaker">Where the breaker stood; the highest level within the bar.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReplayPoint(
    DateTimeOffset Time,
    double Price,
    double Low,
    double High,
    double InitialMarginRate,
    double MaintenanceMarginRate,
    double DailyVolatility,
    double? ForecastVolatility,
    BreakerLevel Breaker);
