
namespace Clearinghouse.Abstractions.Risk;

/// <summary>One of the shards that watch the margin of all accounts.</summary>
[Alias("Clearinghouse.IRiskShardReader")]
public interface IRiskShardReader : IGrainWithIntegerKey
{
    /// <summary>How many shards there are, numbered from 0; the same from every shard.</summary>
    [Alias("GetShardCount")]
    Task<int> GetShardCount();

    /// <summary>Sweeps all its accounts at the newest snapshots, waits for those that must decide, and says what it found.</summary>
    [Alias("Sweep")]
    Task<RiskShardReport> Sweep();

    /// <summary>What every stress event would do to its accounts, as of the last scheduled revaluation; before the first one, as of now.</summary>
    [Alias("GetStress")]
    Task<StressReport> GetStress();
}
