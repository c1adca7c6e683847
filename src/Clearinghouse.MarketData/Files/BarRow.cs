namespace Clearinghouse.MarketData.Files;

/// <summary>A bar where it stands in its file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Bar">The bar, not yet judged.</param>
/// <param name="PricesRounded">How many of its prices had more than 8 decimals, 0 to 4.</param>
internal readonly record struct BarRow(long Line, Bar Bar, int PricesRounded);
