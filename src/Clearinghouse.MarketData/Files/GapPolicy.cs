namespace Clearinghouse.MarketData.Files;

/// <summary>What to do about missing bars.</summary>
public enum GapPolicy
{
    /// <summary>Count them: exchanges have outages, and a gap is then the truth.</summary>
    Report = 0,

    /// <summary>
    /// Refuse the file at its first gap. What a gap is follows from the commonest distance, so the refusal comes when the file
    /// has been read through.
    /// </summary>
    Refuse = 1,
}
