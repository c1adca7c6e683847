using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding;

/// <summary>A stretch of time: from its start (inclusive) to its end (exclusive). Empty when the end is not after the start.</summary>
/// <param name="FromSeconds">Seconds on any one scale.</param>
/// <param name="ToSeconds">Seconds on the same scale.</param>
public readonly record struct TimeInterval(Rational FromSeconds, Rational ToSeconds);
