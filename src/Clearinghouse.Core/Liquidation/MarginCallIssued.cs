using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>Initial margin is not covered. Until it is, only trades that reduce risk are taken.</summary>
/// <param name="Deadline">When liquidation begins unless initial margin is covered.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginCallIssued")]
public sealed record MarginCallIssued([property: Id(0)] DateTimeOffset Deadline) : AccountRiskEvent;
