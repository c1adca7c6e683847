using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>What a fund has to cover in one scenario.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="CoveredLoss">The losses of the groups counted.</param>
/// <param name="Largest">These groups, largest first.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ScenarioCover")]
public sealed record ScenarioCover([property: Id(0)] string Scenario, [property: Id(1)] Amount CoveredLoss, [property: Id(2)] ImmutableArray<GroupLoss> Largest);
