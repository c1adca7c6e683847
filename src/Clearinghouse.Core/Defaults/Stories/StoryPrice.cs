using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Defaults.Stories;

/// <summary>A snapshot of a market that a story passes through.</summary>
/// <param name="Market">The market.</param>
/// <param name="Version">Its number: what readings and orders refer to.</param>
/// <param name="ObservedAt">When the prices were observed.</param>
/// <param name="Index">Price of a unit of the underlying.</param>
/// <param name="Marks">By contract.</param>
/// <param name="IsUsed">Whether a reading or an order of the story rests on it.</param>
public sealed record StoryPrice(MarketId Market, long Version, DateTimeOffset ObservedAt, Price Index, ImmutableSortedDictionary<ContractId, Price> Marks, bool IsUsed)
{
    /// <summary>What a story keeps of a snapshot.</summary>
    public static StoryPrice Of(MarketSnapshot snapshot, bool isUsed)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(snapshot.Market, snapshot.Version, snapshot.ObservedAt, snapshot.IndexPrice, snapshot.Contracts.ToImmutableSortedDictionary(listed => listed.Contract.Id, listed => listed.MarkPrice), isUsed);
    }
}
