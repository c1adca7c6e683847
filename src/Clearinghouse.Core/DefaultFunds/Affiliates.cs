using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>Which accounts belong to one owner, as the pool's operator has said: they default together, and position limits count them together. Others are owners of their own.</summary>
/// <param name="Version">The sequence of the event that last changed them, in the pool's journal; 0 for none.</param>
/// <param name="Groups">The group of every account that is in one.</param>
/// <param name="Members">The accounts of every group, in order: the same the other way round.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Affiliates")]
public sealed record Affiliates(
    [property: Id(0)] long Version,
    [property: Id(1)] ImmutableSortedDictionary<AccountId, string> Groups,
    [property: Id(2)] ImmutableSortedDictionary<string, ImmutableArray<AccountId>> Members)
{
    /// <summary>Nobody belongs to anybody.</summary>
    public static Affiliates None { get; } = Of(0, ImmutableSortedDictionary<AccountId, string>.Empty);

    /// <summary>Affiliates by the group of each.</summary>
    public static Affiliates Of(long version, ImmutableSortedDictionary<AccountId, string> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return new(version, groups, groups.GroupBy(pair => pair.Value, pair => pair.Key).ToImmutableSortedDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal));
    }

    /// <summary>The group of an account; null for an owner of its own.</summary>
    public string? GroupOf(AccountId account) => Groups.GetValueOrDefault(account);
}
