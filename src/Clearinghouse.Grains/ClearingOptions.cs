using System.ComponentModel.DataAnnotations;

namespace Clearinghouse.Grains;

/// <summary>How the grains of a silo behave.</summary>
public sealed class ClearingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Clearinghouse:Clearing";

    /// <summary>Events of a journal between two snapshots of its fold. Default 10,000; 100 to 1,000,000. More means fewer writes and slower activation.</summary>
    [Range(100, 1_000_000)]
    public int SnapshotIntervalEvents { get; set; } = 10_000;

    /// <summary>Legs that an account gathers before it writes them to its own journal. Default 128; 1 to 2,048. They can always be had from the markets' journals again.</summary>
    [Range(1, 2_048)]
    public int AccountFlushLegs { get; set; } = 128;

    /// <summary>The longest that an account's legs wait to be written to its own journal, in milliseconds. Default 10,000; 10 to 600,000. Whoever reads the account's events has them written at once.</summary>
    [Range(10, 600_000)]
    public int AccountFlushMs { get; set; } = 10_000;

    /// <summary>Trades that a market decides at one time; more are refused as overloaded. Default 20,000; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxTradesInFlight { get; set; } = 20_000;

    /// <summary>How often a market tells its pool of fees, and market and pool repeat deliveries that failed and do what time alone makes due, in milliseconds. Default 1,000; 10 to 3,600,000.</summary>
    [Range(10, 3_600_000)]
    public int RepeatMs { get; set; } = 1_000;

    /// <summary>How often an account looks for reservations past their time, in milliseconds. Default 10,000; 10 to 600,000.</summary>
    [Range(10, 600_000)]
    public int LapseCheckMs { get; set; } = 10_000;

    /// <summary>How long markets and accounts trust what the pool said of a venue, or of collateral, in seconds. Default 5; 1 to 3,600.</summary>
    [Range(1, 3_600)]
    public int MembershipSeconds { get; set; } = 5;

    /// <summary>How many shards watch the margin of all accounts. Default 8; 0 to 1,024, 0 for none. Must be the same on every node.</summary>
    [Range(0, 1_024)]
    public int RiskShards { get; set; } = 8;

    /// <summary>The longest that an account's changes gather before it tells its shard, in milliseconds. Default 100; 10 to 3,600,000.</summary>
    [Range(10, 3_600_000)]
    public int RiskReportMs { get; set; } = 100;

    /// <summary>The longest that snapshots gather before a shard sweeps its accounts, in milliseconds. Default 50; 1 to 3,600,000.</summary>
    [Range(1, 3_600_000)]
    public int RiskSweepMs { get; set; } = 50;

    /// <summary>How often a shard revalues its accounts under the stress events, in milliseconds. Default 10,000; 100 to 3,600,000.</summary>
    [Range(100, 3_600_000)]
    public int RiskStressMs { get; set; } = 10_000;

    /// <summary>How often an account between margin call and the end of a default is looked at, in milliseconds, whatever prices do. Default 1,000; 10 to 3,600,000.</summary>
    [Range(10, 3_600_000)]
    public int DefaultDriveMs { get; set; } = 1_000;

    /// <summary>How old a pool's exposures by venue may be when a limit of concentration is checked, in seconds. Default 10; 1 to 3,600.</summary>
    [Range(1, 3_600)]
    public int ProtocolReviewSeconds { get; set; } = 10;

    /// <summary>A scenario set built by <c>clearinghouse scenarios build</c>; null for the built-in one, which knows no past days. Must be the same on every node.</summary>
    public string? ScenariosFile { get; set; }

    /// <summary>Whether durable events are published on streams. Default true.</summary>
    public bool PublishStreams { get; set; } = true;
}
