namespace Clearinghouse.MarketData.Files;

/// <summary>Which column of a file holds what, counted from 0.</summary>
internal sealed record BarColumns(BarLayout Layout, int Time, int Open, int High, int Low, int Close, int Volume)
{
    /// <summary>How many columns every row must have.</summary>
    internal required int Count { get; init; }

    /// <summary>The time column holds a date rather than a Unix time.</summary>
    internal bool TimeIsDate { get; init; }

    /// <summary>The column naming what is traded, if there is one.</summary>
    internal int? Symbol { get; init; }

    /// <summary>There is no header: the row that gave the layout away is a bar itself.</summary>
    internal bool StartsWithData { get; init; }

    /// <summary>Whether the file may be written newest first.</summary>
    internal bool MayDescend => Layout == BarLayout.CryptoDataDownload;
}
