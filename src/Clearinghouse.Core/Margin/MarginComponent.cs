using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Margin;

/// <summary>One part of the requirement. The parts of a statement add up to its totals.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Initial">Its share of the initial margin; not negative.</param>
/// <param name="Maintenance">Its share of the maintenance margin; not negative.</param>
/// <param name="Detail">What decided it, as a scenario's name; null when the kind says it all.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginComponent")]
public sealed record MarginComponent(
    [property: Id(0)] MarginComponentKind Kind,
    [property: Id(1)] Amount Initial,
    [property: Id(2)] Amount Maintenance,
    [property: Id(3)] string? Detail = null);
