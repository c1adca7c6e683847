using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Defaults.Stories;

/// <summary>Money that came back, and who got it.</summary>
/// <param name="Sequence">Where it stands in the pool's journal.</param>
/// <param name="At">When.</param>
/// <param name="Amount">What came in; positive.</param>
/// <param name="Plan">Who got it.</param>
public sealed record StoryRecovery(long Sequence, DateTimeOffset At, Amount Amount, RecoveryPlan Plan);
