using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;

namespace Clearinghouse.Core.Scenarios;

/// <summary>One snapshot's risk arrays: built once, read by every account.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="scenarios">The scenario set.</param>
/// <param name="arrays">One per contract that trades.</param>
public sealed class MarketRisk(MarketSnapshot snapshot, ScenarioSet scenarios, IReadOnlyDictionary<ContractId, RiskArray> arrays)
{
    /// <summary>The snapshot that was priced.</summary>
    public MarketSnapshot Snapshot => snapshot;

    /// <summary>The scenarios.</summary>
    public ScenarioSet Scenarios => scenarios;

    /// <summary>What whoever uses the arrays has worked out of the snapshot, so that it need not again; any thread may set it.</summary>
    internal object? Memo { get; set; }

    private readonly string?[] _gridNames = new string?[scenarios.Grid.Length];

    /// <summary>A scenario of the market's grid as statements name it.</summary>
    internal string GridNameOf(int scenario) => _gridNames[scenario] ??= $"{snapshot.Market}: {scenarios.Grid[scenario].Name}";

    /// <summary>The array of a contract; null when it does not trade.</summary>
    public RiskArray? Find(ContractId contract) => arrays.GetValueOrDefault(contract);
}
