using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Risk;

/// <summary>What a sweep found.</summary>
/// <param name="Accounts">Accounts swept.</param>
/// <param name="Exact">Accounts evaluated exactly, because the quick bound did not clear them.</param>
/// <param name="Short">Accounts below their maintenance margin.</param>
/// <param name="UnderWater">Accounts that owe more than they have.</param>
/// <param name="Decide">Accounts that must decide: short and not called yet, or called and no longer short.</param>
/// <param name="Distress">What those below maintenance margin weigh on markets and pools.</param>
public sealed record RiskSweep(int Accounts, int Exact, int Short, int UnderWater, IReadOnlyList<AccountId> Decide, RiskDistress Distress);
