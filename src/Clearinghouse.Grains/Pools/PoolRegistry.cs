namespace Clearinghouse.Grains.Pools;

/// <summary>Cold state of a pool: who is a member and what is cleared.</summary>
[GenerateSerializer, Alias("Clearinghouse.PoolRegistry")]
public sealed class PoolRegistry
{
    /// <summary>Members by venue id; false for a suspended one.</summary>
    [Id(0)] public IDictionary<string, bool> Venues { get; set; } = new Dictionary<string, bool>();

    /// <summary>Market ids.</summary>
    [Id(1)] public ISet<string> Markets { get; set; } = new SortedSet<string>();

    /// <summary>Fingerprints of the latest membership command of each sender and id.</summary>
    [Id(2)] public IDictionary<string, string> Commands { get; set; } = new Dictionary<string, string>();
}
