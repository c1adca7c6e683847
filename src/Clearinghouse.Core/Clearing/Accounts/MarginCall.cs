using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>An account's margin call that stands.</summary>
/// <param name="At">Since when.</param>
/// <param name="Equity">Equity when it was called.</param>
/// <param name="MaintenanceMargin">What was required then.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginCall")]
public sealed record MarginCall([property: Id(0)] DateTimeOffset At, [property: Id(1)] Amount Equity, [property: Id(2)] Amount MaintenanceMargin);
