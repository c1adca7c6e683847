using System.ComponentModel.DataAnnotations;

namespace Clearinghouse.Storage;

/// <summary>Limits of the batching writer, read from <c>Clearinghouse:Journal</c>.</summary>
public sealed class JournalWriterOptions
{
    /// <summary>The section of the configuration that holds these options.</summary>
    public const string SectionName = "Clearinghouse:Journal";

    /// <summary>How many writes may wait before callers are held back; 1 to 1,000,000, default 16,384.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 16_384;

    /// <summary>How many writes one transaction may hold; 1 to 100,000, default 2,048.</summary>
    [Range(1, 100_000)]
    public int MaxBatchItems { get; set; } = 2_048;

    /// <summary>About how many bytes one transaction may hold (a single larger write goes alone); 1,024 to 256 MiB, default 8 MiB.</summary>
    [Range(1_024, 268_435_456)]
    public int MaxBatchBytes { get; set; } = 8 * 1_048_576;

    /// <summary>The largest single write in bytes; a larger one is refused before it can fail a batch. 1,024 to 256 MiB, default 32 MiB.</summary>
    [Range(1_024, 268_435_456)]
    public int MaxItemBytes { get; set; } = 32 * 1_048_576;

    /// <summary>How long the writer rests after a failed commit, in milliseconds; 1 to 60,000, default 250.</summary>
    [Range(1, 60_000)]
    public int FailurePauseMs { get; set; } = 250;
}
