using Clearinghouse.MarketData.Quality;

namespace Clearinghouse.MarketData.Files;

/// <summary>What to do about a bar with a <see cref="BarDefect"/>. Rows that are not bars at all are always refused.</summary>
public enum DefectPolicy
{
    /// <summary>Refuse the file, naming the line.</summary>
    Refuse = 0,

    /// <summary>Leave the bar out and count it.</summary>
    LeaveOut = 1,
}
