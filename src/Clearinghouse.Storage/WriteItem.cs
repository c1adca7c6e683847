namespace Clearinghouse.Storage;

/// <summary>One thing to be written in a batch.</summary>
public abstract record WriteItem
{
    private protected WriteItem()
    {
    }

    /// <summary>About how many bytes the item adds to a transaction; what batches are bounded by.</summary>
    public abstract int SizeBytes { get; }
}
