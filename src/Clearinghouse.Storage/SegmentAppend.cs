using Clearinghouse.Core.Journals;

namespace Clearinghouse.Storage;

/// <summary>Append a segment to its journal. Fenced unless it follows the journal's last segment by number and by hash.</summary>
/// <param name="Segment">The segment.</param>
public sealed record SegmentAppend(JournalSegment Segment) : WriteItem
{
    /// <inheritdoc/>
    public override int SizeBytes => Segment.Payload.Length + (3 * HashChain.HashSizeBytes);
}
