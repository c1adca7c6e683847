namespace Clearinghouse.Benchmarks.Peers;

/// <summary>The state of the grains that keep a balance the usual Orleans way.</summary>
[GenerateSerializer, Alias("Clearinghouse.Benchmarks.StoredBalance")]
public sealed class StoredBalance
{
    /// <summary>Units of no currency in particular.</summary>
    [Id(0)]
    public long Units { get; set; }
}
