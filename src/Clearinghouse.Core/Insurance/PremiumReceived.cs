using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>Premium came in, for all holders alike.</summary>
/// <param name="Amount">How much; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PremiumReceived")]
public sealed record PremiumReceived([property: Id(0)] Amount Amount) : TrancheEvent;
