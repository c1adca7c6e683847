namespace Clearinghouse.Core.Liquidation;

/// <summary>
/// How often a plan asked the margin engine. A search that could go on for long ends by this and not by a clock: the same request gives the same plan, on any machine.
/// </summary>
internal sealed class SearchEffort
{
    private const int StatementsMax = 20_000;

    /// <summary>Statements so far.</summary>
    public int Statements { get; set; }

    /// <summary>Whether no further way is to be begun.</summary>
    public bool IsSpent => Statements >= StatementsMax;
}
