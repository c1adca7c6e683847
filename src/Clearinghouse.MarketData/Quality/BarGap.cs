using System.Runtime.InteropServices;

namespace Clearinghouse.MarketData.Quality;

/// <summary>Bars missing between two that exist.</summary>
/// <param name="AfterMs">When the last bar before the gap opens, Unix milliseconds.</param>
/// <param name="BeforeMs">When the first bar after the gap opens, Unix milliseconds.</param>
/// <param name="Line">The line of the file where the first bar after the gap stands, from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BarGap(long AfterMs, long BeforeMs, long Line)
{
    /// <summary>How far apart the two openings are, in milliseconds; more than one interval.</summary>
    public long LengthMs => BeforeMs - AfterMs;
}
