using Clearinghouse.MarketData.Quality;

namespace Clearinghouse.MarketData.Files;

/// <summary>A file of bars, read whole.</summary>
/// <param name="Layout">How the file writes its bars.</param>
/// <param name="Series">The bars, ascending.</param>
/// <param name="Quality">What was found on the way.</param>
public sealed record BarReading(BarLayout Layout, BarSeries Series, BarQuality Quality);
