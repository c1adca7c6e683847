using System.Runtime.InteropServices;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Adaptation;

/// <summary>The numbers of a market that follow forecasts.</summary>
/// <param name="InitialMarginRate">Initial margin, as a fraction of notional.</param>
/// <param name="MaintenanceMarginRate">Maintenance margin, as a fraction of notional; at most the initial rate.</param>
/// <param name="DailyVolatility">A day's standard deviation.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginLevels")]
[StructLayout(LayoutKind.Auto)]
public readonly record struct MarginLevels([property: Id(0)] Ratio InitialMarginRate, [property: Id(1)] Ratio MaintenanceMarginRate, [property: Id(2)] Ratio DailyVolatility);
