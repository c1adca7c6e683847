namespace Clearinghouse.Storage;

/// <summary>A stored snapshot.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Version">How many times it was written or cleared; at least 1. The next write must expect it.</param>
/// <param name="WrittenAt">When it was last written or cleared; UTC.</param>
/// <param name="Payload">The content; null when the snapshot was cleared.</param>
public sealed record SnapshotRecord(string Key, long Version, DateTimeOffset WrittenAt, ReadOnlyMemory<byte>? Payload);
