namespace Clearinghouse.MarketData.Files;

/// <summary>How to read a file of bars.</summary>
public sealed record BarFileOptions
{
    /// <summary>What to do about missing bars; by default they are reported.</summary>
    public GapPolicy Gaps { get; init; } = GapPolicy.Report;

    /// <summary>What to do about defective bars; by default the file is refused.</summary>
    public DefectPolicy Defects { get; init; } = DefectPolicy.Refuse;

    /// <summary>
    /// What was traded. When null, the file's Symbol column says it (without '/'), or else the file's name up to the first
    /// '_', '-' or '.'.
    /// </summary>
    public string? Symbol { get; init; }
}
