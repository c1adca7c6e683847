using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>Every account in one joint scenario.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Members">The accounts.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.StressedMembers")]
public sealed record StressedMembers([property: Id(0)] string Scenario, [property: Id(1)] ImmutableArray<MemberStress> Members)
{
    /// <summary>The groups with the largest uncovered losses, largest first, equals by name. An account without group is its own.</summary>
    /// <param name="count">How many.</param>
    public ImmutableArray<GroupLoss> LargestGroups(int count) =>
    [
        .. Members
            .GroupBy(member => (Name: member.Group ?? member.Member, IsGroup: member.Group is not null))
            .Select(group => new GroupLoss(group.Key.Name, group.Aggregate(Amount.Zero, (sum, member) => sum + member.Uncovered), [.. group]))
            .OrderByDescending(group => group.Loss)
            .ThenBy(group => group.Group, StringComparer.Ordinal)
            .Take(count),
    ];
}
