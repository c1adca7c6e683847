namespace Clearinghouse.Storage;

/// <summary>Items to be written in one transaction, applied in order.</summary>
/// <param name="Items">The items; may name one journal or one snapshot several times.</param>
public sealed record WriteBatch(IReadOnlyList<WriteItem> Items);
