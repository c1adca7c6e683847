using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>What a group of affiliates loses above its margins in a scenario.</summary>
/// <param name="Group">Its name; an account without group stands under its own.</param>
/// <param name="Loss">Sum of its members' uncovered losses.</param>
/// <param name="Members">Its members.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.GroupLoss")]
public sealed record GroupLoss([property: Id(0)] string Group, [property: Id(1)] Amount Loss, [property: Id(2)] ImmutableArray<MemberStress> Members);
