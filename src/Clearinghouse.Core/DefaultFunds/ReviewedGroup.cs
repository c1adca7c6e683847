using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>A group of affiliates in a reviewed scenario.</summary>
/// <param name="Group">Its name; an account without group stands under its own.</param>
/// <param name="Loss">What its accounts lose above their own margins.</param>
/// <param name="Accounts">How many of its accounts do.</param>
/// <param name="Largest">Those that lose most, largest first; not all when there are many.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ReviewedGroup")]
public sealed record ReviewedGroup(
    [property: Id(0)] string Group,
    [property: Id(1)] Amount Loss,
    [property: Id(2)] int Accounts,
    [property: Id(3)] ImmutableArray<MemberStress> Largest)
{
    private const int Shown = 16;

    /// <summary>A group as a review keeps it.</summary>
    internal static ReviewedGroup Of(GroupLoss group) => new(
        group.Group,
        group.Loss,
        group.Members.Length,
        [.. group.Members.OrderByDescending(member => member.Uncovered).ThenBy(member => member.Member, StringComparer.Ordinal).Take(Shown)]);
}
