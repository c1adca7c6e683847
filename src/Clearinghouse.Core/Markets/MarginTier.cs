using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Markets;

/// <summary>Margin rates of the part of a position's notional that lies above a bound.</summary>
/// <param name="LowerBoundNotional">Where the tier begins; not negative.</param>
/// <param name="InitialMarginRate">Initial margin of the part above, as a fraction; above 0, at most 1.</param>
/// <param name="MaintenanceMarginRate">Maintenance margin of the part above; above 0, at most the initial rate.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginTier")]
public sealed record MarginTier(
    [property: Id(0)] Amount LowerBoundNotional,
    [property: Id(1)] Ratio InitialMarginRate,
    [property: Id(2)] Ratio MaintenanceMarginRate);
