using Clearinghouse.Core.Units;

namespace Clearinghouse.Grains;

/// <summary>What every shard last said of something, added up.</summary>
internal sealed class ShardTotals
{
    private readonly Dictionary<int, Amount> _byShard = [];

    /// <summary>The sum.</summary>
    public Amount Total { get; private set; }

    /// <summary>Takes a shard's newest figure.</summary>
    public void Set(int shard, Amount amount)
    {
        Total += amount - _byShard.GetValueOrDefault(shard);
        _byShard[shard] = amount;
    }
}
