using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>The default is over: no position is left and nothing is owed.</summary>
/// <param name="Default">The default.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountClosed")]
public sealed record AccountClosed([property: Id(0)] DefaultId Default) : AccountRiskEvent;
