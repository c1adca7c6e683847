using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The account is above its maintenance margin again.</summary>
/// <param name="Equity">Its equity.</param>
/// <param name="MaintenanceMargin">What was required.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginRestored")]
public sealed record MarginRestored(
    [property: Id(0)] Amount Equity,
    [property: Id(1)] Amount MaintenanceMargin) : AccountEvent;
