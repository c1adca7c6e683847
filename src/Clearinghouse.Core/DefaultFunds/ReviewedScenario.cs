using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>A scenario as a review keeps it.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="CoveredLoss">The losses of the groups counted.</param>
/// <param name="Largest">These groups, largest first.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ReviewedScenario")]
public sealed record ReviewedScenario([property: Id(0)] string Scenario, [property: Id(1)] Amount CoveredLoss, [property: Id(2)] ImmutableArray<ReviewedGroup> Largest);
