namespace Clearinghouse.MarketData.Files;

/// <summary>How a file writes its bars. Recognised from the content, never from the name.</summary>
public enum BarLayout
{
    /// <summary>
    /// A header with <c>timestamp_ms</c>, <c>open</c>, <c>high</c>, <c>low</c>, <c>close</c> and <c>volume</c>, in any order;
    /// oldest first; milliseconds.
    /// </summary>
    Plain = 1,

    /// <summary>
    /// Binance's klines: twelve columns beginning with open time, open, high, low, close and volume, with or without a header row;
    /// oldest first; milliseconds, or microseconds in newer dumps, told apart row by row.
    /// </summary>
    BinanceKlines = 2,

    /// <summary>
    /// CryptoDataDownload: often a line with an address before the header; columns named Unix, Date, Symbol, Open, High, Low, Close
    /// and one or more Volume columns (of which the first, that of the base asset, is read), in any order; newest or oldest first;
    /// Unix time in seconds, milliseconds or microseconds, told apart row by row, or a UTC date where there is no Unix column.
    /// </summary>
    CryptoDataDownload = 3,
}
