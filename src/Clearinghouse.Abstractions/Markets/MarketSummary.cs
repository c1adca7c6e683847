using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Abstractions.Markets;

/// <summary>Totals of a market.</summary>
/// <param name="Market">The market.</param>
/// <param name="Pool">Its pool; null while it is not open.</param>
/// <param name="Parameters">The parameters in force.</param>
/// <param name="Sequence">The newest durable sequence of its journal.</param>
/// <param name="TradesCleared">Trades cleared since it opened.</param>
/// <param name="CumulativeFees">Fees of all of them.</param>
/// <param name="OwedLegs">Legs that accounts have not confirmed yet.</param>
/// <param name="Snapshot">The newest snapshot; null before the first price.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketSummary")]
public sealed record MarketSummary(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] PoolId? Pool,
    [property: Id(2)] MarketParameters Parameters,
    [property: Id(3)] long Sequence,
    [property: Id(4)] long TradesCleared,
    [property: Id(5)] Amount CumulativeFees,
    [property: Id(6)] int OwedLegs,
    [property: Id(7)] MarketSnapshot? Snapshot);
