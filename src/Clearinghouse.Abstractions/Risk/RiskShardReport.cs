namespace Clearinghouse.Abstractions.Risk;

/// <summary>What a shard, or all of them together, found in their newest sweep.</summary>
/// <param name="Accounts">Accounts watched.</param>
/// <param name="Exact">Accounts evaluated exactly, because the quick bound did not clear them.</param>
/// <param name="Short">Accounts below their maintenance margin.</param>
/// <param name="UnderWater">Accounts that owe more than they have.</param>
/// <param name="Decided">Accounts that were asked to decide.</param>
/// <param name="Sweeps">Sweeps since the shard woke up.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RiskShardReport")]
public sealed record RiskShardReport(
    [property: Id(0)] int Accounts,
    [property: Id(1)] int Exact,
    [property: Id(2)] int Short,
    [property: Id(3)] int UnderWater,
    [property: Id(4)] int Decided,
    [property: Id(5)] long Sweeps)
{
    /// <summary>Two reports together.</summary>
    public RiskShardReport Plus(RiskShardReport other) =>
        new(Accounts + other.Accounts, Exact + other.Exact, Short + other.Short, UnderWater + other.UnderWater, Decided + other.Decided, Sweeps + other.Sweeps);
}
