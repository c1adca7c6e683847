using System.Collections.Immutable;
using Clearinghouse.Core.Margin;

namespace Clearinghouse.Abstractions.Accounts;

/// <summary>A margin statement, and how far each market is from taking the account below it.</summary>
/// <param name="Statement">How much margin, and why.</param>
/// <param name="Points">Per market alone, the others held.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginExplanation")]
public sealed record MarginExplanation(
    [property: Id(0)] MarginStatement Statement,
    [property: Id(1)] ImmutableArray<LiquidationPoint> Points);
