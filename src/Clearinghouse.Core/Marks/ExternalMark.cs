using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>What the same contract trades at elsewhere.</summary>
/// <param name="Price">Its price.</param>
/// <param name="Weight">Its say beside the others; 0 or more.</param>
/// <param name="ObservedAt">When it was observed.</param>
public sealed record ExternalMark(Price Price, Ratio Weight, DateTimeOffset ObservedAt);
