using System.Text.Json.Serialization;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;

namespace Clearinghouse.Cli.Episodes;

/// <summary>A time worth replaying, with the bars of its markets.</summary>
public sealed record Episode
{
    private const int MostAccounts = 100_000;
    private const int MostVenues = 100;

    /// <summary>What people call it.</summary>
    [JsonRequired]
    public string Name { get; init; } = string.Empty;

    /// <summary>By market, the file of its bars; relative to the folder of the data.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, string> Bars { get; init; } = new Dictionary<string, string>();

    /// <summary>The first bar, inclusive.</summary>
    [JsonRequired]
    public DateTimeOffset From { get; init; }

    /// <summary>The end, exclusive.</summary>
    [JsonRequired]
    public DateTimeOffset To { get; init; }

    /// <summary>Traders.</summary>
    public int Accounts { get; init; } = 100;

    /// <summary>Venues.</summary>
    public int Venues { get; init; } = 2;

    /// <summary>Of the population and everything it does.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How every account is margined.</summary>
    public MarginMode Margin { get; init; } = MarginMode.Cross;

    /// <summary>What happens to accounts that can't pay, how much stands behind them, and how daring traders are.</summary>
    public ReplayDefaultOptions Defaults { get; init; } = new();

    /// <summary>What keeps it from being replayed; null for nothing.</summary>
    public string? FindFault() => this switch
    {
        { Name: null or "" } => "an episode has no name",
        { Bars: null or { Count: 0 } } => $"'{Name}' names no bars",
        _ when Bars.FirstOrDefault(market => !MarketId.TryCreate(market.Key, out _) || string.IsNullOrEmpty(market.Value)) is { Key: { } symbol } => $"'{Name}': '{symbol}' is no market with a file",
        _ when From >= To => $"'{Name}' ends before it begins",
        { Accounts: < 2 or > MostAccounts } => $"'{Name}': accounts must be from 2 to {MostAccounts}",
        { Venues: < 1 or > MostVenues } => $"'{Name}': venues must be from 1 to {MostVenues}",
        { Margin: MarginMode.Isolated } => $"'{Name}': traders of a replay trade in every market, so margin cannot be isolated",
        { Defaults: null } => $"'{Name}' has no terms for defaults",
        _ => Defaults.FindFault() is { } fault ? $"'{Name}': {fault}" : null,
    };

    /// <summary>What to replay.</summary>
    /// <param name="folder">Where the data lie.</param>
    public ReplayOptions ToOptions(string folder) => new(
        [.. Bars.Select(market => (market.Key, Path.Combine(folder, market.Value)))], From, To, Accounts, Venues, Seed, Margin, Database: null, RefuseGaps: false, IsVerbose: false)
    {
        Defaults = Defaults,
    };
}
