using Clearinghouse.Core.Margin;

namespace Clearinghouse.Cli.Replay;

/// <summary>What to replay.</summary>
/// <param name="Bars">Symbol and file of each market.</param>
/// <param name="From">First bar's open time, inclusive; null for the beginning.</param>
/// <param name="To">End, exclusive; null for the end.</param>
/// <param name="Accounts">Traders.</param>
/// <param name="Venues">Venues.</param>
/// <param name="Seed">Of the population and everything it does.</param>
/// <param name="Margin">How every account is margined.</param>
/// <param name="Database">A new SQLite file; null for one that is deleted afterwards.</param>
/// <param name="RefuseGaps">Whether a gap in the bars is an error.</param>
/// <param name="IsVerbose">Whether the node's log goes to standard error.</param>
/// <param name="Parameters">What governs the markets.</param>
public sealed record ReplayOptions(
    IReadOnlyList<(string Symbol, string Path)> Bars,
    DateTimeOffset? From,
    DateTimeOffset? To,
    int Accounts,
    int Venues,
    int Seed,
    MarginMode Margin,
    string? Database,
    bool RefuseGaps,
    bool IsVerbose,
    ReplayParameters Parameters = ReplayParameters.Plain)
{
    /// <summary>What happens to accounts that can't pay.</summary>
    public ReplayDefaultOptions Defaults { get; init; } = new();
}
