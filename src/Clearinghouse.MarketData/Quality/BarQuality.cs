namespace Clearinghouse.MarketData.Quality;

/// <summary>What a file of bars was found to be like. Counts are zero or more.</summary>
public sealed record BarQuality
{
    /// <summary>How many bars were good.</summary>
    public required long Bars { get; init; }

    /// <summary>
    /// The commonest distance between neighbours in milliseconds, the shortest of several as common; null below two bars.
    /// </summary>
    public required long? IntervalMs { get; init; }

    /// <summary>
    /// How many times neighbours are more than one interval apart. Exchanges have outages: gaps are no defect by themselves.
    /// </summary>
    public required long Gaps { get; init; }

    /// <summary>How many bars the gaps lack together, counted in whole intervals.</summary>
    public required long BarsMissing { get; init; }

    /// <summary>The earliest gap.</summary>
    public required BarGap? FirstGap { get; init; }

    /// <summary>The longest gap, the earliest of several as long.</summary>
    public required BarGap? LongestGap { get; init; }

    /// <summary>
    /// How many times neighbours are no whole number of intervals apart: a clock was set, or files of different origin were joined.
    /// </summary>
    public required long ClockJumps { get; init; }

    /// <summary>Bars without volume whose four prices repeat the close before: nothing traded, and the source filled the bar in.</summary>
    public required long Stale { get; init; }

    /// <summary>Prices with more than 8 decimals, rounded half to even.</summary>
    public required long PricesRounded { get; init; }

    /// <summary>Bars left out for a price that is zero or below.</summary>
    public required long PricesNotPositive { get; init; }

    /// <summary>Bars left out for a high or low that contradicts another price.</summary>
    public required long HighLowCrossed { get; init; }

    /// <summary>Bars left out for a volume below zero.</summary>
    public required long VolumesNegative { get; init; }

    /// <summary>Bars left out because they repeat the time of the bar before.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Bars left out because they go back in time.</summary>
    public required long TimesDescending { get; init; }

    /// <summary>Bars left out altogether.</summary>
    public long LeftOut => PricesNotPositive + HighLowCrossed + VolumesNegative + Duplicates + TimesDescending;
}
