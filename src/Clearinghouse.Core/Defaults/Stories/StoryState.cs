using Clearinghouse.Core.Liquidation;

namespace Clearinghouse.Core.Defaults.Stories;

/// <summary>A move of the defaulter on its path, with the numbers that caused it.</summary>
/// <param name="Sequence">Where it stands in the account's journal.</param>
/// <param name="State">The state after it.</param>
/// <param name="Change">What happened: the reading, and the snapshots that it rests on, are in it.</param>
public sealed record StoryState(long Sequence, AccountRiskState State, AccountRiskEvent Change);
