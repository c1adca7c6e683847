using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>The account is in default.</summary>
/// <param name="Default">The name of the default: every posting that follows from it carries it.</param>
/// <param name="Cause">Why.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountDefaulted")]
public sealed record AccountDefaulted(
    [property: Id(0)] DefaultId Default,
    [property: Id(1)] DefaultCause Cause) : AccountRiskEvent;
