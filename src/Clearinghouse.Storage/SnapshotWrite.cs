using System.Text;

namespace Clearinghouse.Storage;

/// <summary>
/// Replace the snapshot under a key, or clear it. Fenced unless the stored version is the expected one; the new version is one higher.
/// </summary>
/// <param name="Key">The snapshot's key.</param>
/// <param name="ExpectedVersion">The version the writer last saw; 0 when it saw none. Not negative.</param>
/// <param name="WrittenAt">When; for people who look into the table.</param>
/// <param name="Payload">The content; null clears the snapshot and leaves its version, so that a writer from before cannot come back.</param>
public sealed record SnapshotWrite(string Key, long ExpectedVersion, DateTimeOffset WrittenAt, ReadOnlyMemory<byte>? Payload) : WriteItem
{
    /// <inheritdoc/>
    public override int SizeBytes => Encoding.UTF8.GetByteCount(Key) + (Payload?.Length ?? 0) + sizeof(long);
}
