using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Abstractions.Accounts;

/// <summary>What a trade would mean for an account, by the check that real trades pass.</summary>
/// <param name="Before">Margin now.</param>
/// <param name="After">Margin with the trade in flight; null when a price is missing.</param>
/// <param name="Refusal">Why margin would not be set aside; null when it would.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TradeSimulation")]
public sealed record TradeSimulation(
    [property: Id(0)] MarginStatement Before,
    [property: Id(1)] MarginStatement? After,
    [property: Id(2)] Refusal? Refusal);
