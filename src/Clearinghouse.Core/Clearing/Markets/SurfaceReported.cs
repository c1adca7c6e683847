using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>The market's implied volatilities changed.</summary>
/// <param name="Command">What was reported.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SurfaceReported")]
public sealed record SurfaceReported([property: Id(0)] ReportSurface Command) : MarketEvent;
