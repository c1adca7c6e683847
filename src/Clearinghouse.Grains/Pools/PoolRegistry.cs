namespace Clearinghouse.Grains.Pools;

/// <summary>Cold state of a pool: who is a member and what is cleared.</summary>
[GenerateSerializer, Alias("Clearinghouse.PoolRegistry")]
public sealed class PoolRegistry
{
    /// <summary>Members by venue id; false for a suspended one.</summary>
    [Id(0)] public Dictionary<string, bool> Venues { get; set; } = [];

    /// <summary>Market ids.</summary>
    [Id(1)] public SortedSet<string> Markets { get; set; } = [];

    /// <summary>Fingerprints of the latest membership command of each sender and id.</summary>
    [Id(2)] public Dictionary<string, string> Commands { get; set; } = [];
}
