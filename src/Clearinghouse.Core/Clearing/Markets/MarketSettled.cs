using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Settlements;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// A market was settled by its rule: all its contracts expired at the averages of their marks. The closing of their positions follows in <see cref="PositionsSettled"/> events of the same segment.
/// </summary>
/// <param name="Rule">The rule.</param>
/// <param name="LastPriceAt">When the last price was observed.</param>
/// <param name="Contracts">What each contract settles at, in order of listing.</param>
/// <param name="Command">What was asked, now or with notice; null where the market did so by itself because it had no price for too long.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketSettled")]
public sealed record MarketSettled(
    [property: Id(0)] SettlementRule Rule,
    [property: Id(1)] DateTimeOffset LastPriceAt,
    [property: Id(2)] ImmutableArray<ContractSettlement> Contracts,
    [property: Id(3)] SettleMarket? Command = null) : MarketEvent
{
    /// <summary>Whether another event says the same.</summary>
    public bool IsSameAs(MarketSettled other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Rule == other.Rule && LastPriceAt == other.LastPriceAt && Command == other.Command && At == other.At && Contracts.SequenceEqual(other.Contracts);
    }
}
