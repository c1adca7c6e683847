namespace Clearinghouse.Core.Settlements;

/// <summary>What a mark came to within a slice of time.</summary>
/// <param name="Index">Which slice: its start divided by its length.</param>
/// <param name="Sum">Sum of mark × time, in raw units of price times ticks of 100 ns.</param>
/// <param name="CountedTicks">Time that counted, in ticks of 100 ns; positive.</param>
public sealed record MarkSlice(long Index, Int128 Sum, long CountedTicks);
