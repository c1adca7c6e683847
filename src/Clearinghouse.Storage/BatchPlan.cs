using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;

namespace Clearinghouse.Storage;

/// <summary>
/// Decides, from what the database holds, which items of a batch go in and which are fenced, as if they were applied one after
/// another. Both databases use it, so that both fence alike.
/// </summary>
/// <remarks>
/// A segment must follow its journal's end by number and hash, not just be free of a rival with the same first number: a grain
/// that pipelines appends may lose the first of them to a rival or to an outage, and the next one would leave a gap.
/// </remarks>
internal sealed class BatchPlan
{
    private readonly List<JournalSegment> _segments = [];
    private readonly Dictionary<string, SnapshotChange> _snapshots = new(StringComparer.Ordinal);
    private readonly WriteOutcome[] _outcomes;

    private BatchPlan(int items) => _outcomes = new WriteOutcome[items];

    /// <summary>One outcome for each item, in order; holds once the plan is committed.</summary>
    public IReadOnlyList<WriteOutcome> Outcomes => _outcomes;

    /// <summary>The segments to insert, in order.</summary>
    public IReadOnlyList<JournalSegment> Segments => _segments;

    /// <summary>The snapshots to write, one change for each key.</summary>
    public IReadOnlyCollection<SnapshotChange> Snapshots => _snapshots.Values;

    /// <summary>The journals that a batch appends to, each once.</summary>
    public static IReadOnlySet<JournalId> JournalsOf(WriteBatch batch) =>
        batch.Items.OfType<SegmentAppend>().Select(item => item.Segment.Journal).ToHashSet();

    /// <summary>The snapshot keys that a batch writes, each once.</summary>
    public static IReadOnlySet<string> SnapshotKeysOf(WriteBatch batch) =>
        batch.Items.OfType<SnapshotWrite>().Select(item => item.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Makes the plan.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="tails">Where its journals end; one that is empty may be missing.</param>
    /// <param name="versions">The stored versions of its snapshots; one that was never written may be missing.</param>
    public static BatchPlan Make(
        WriteBatch batch,
        IReadOnlyDictionary<JournalId, JournalTail> tails,
        IReadOnlyDictionary<string, long> versions)
    {
        var plan = new BatchPlan(batch.Items.Count);
        var ends = new Dictionary<JournalId, JournalTail>();
        for (var index = 0; index < batch.Items.Count; index++)
        {
            var accepted = batch.Items[index] switch
            {
                SegmentAppend append => plan.TakeSegment(append.Segment, ends, tails),
                SnapshotWrite write => plan.TakeSnapshot(write, versions),
                var other => throw new InvalidOperationException($"A batch cannot hold a {other.GetType().Name}."),
            };
            plan._outcomes[index] = accepted ? WriteOutcome.Committed : WriteOutcome.Fenced;
        }

        return plan;
    }

    private bool TakeSegment(
        JournalSegment segment,
        Dictionary<JournalId, JournalTail> ends,
        IReadOnlyDictionary<JournalId, JournalTail> tails)
    {
        if (!ends.TryGetValue(segment.Journal, out var end) && !tails.TryGetValue(segment.Journal, out end))
            end = JournalTail.Empty;
        if (!end.IsFollowedBy(segment))
            return false;
        ends[segment.Journal] = new JournalTail(segment.LastSequence, segment.Hash);
        _segments.Add(segment);
        return true;
    }

    private bool TakeSnapshot(SnapshotWrite write, IReadOnlyDictionary<string, long> versions)
    {
        var planned = _snapshots.GetValueOrDefault(write.Key);
        var stored = planned?.StoredVersion ?? versions.GetValueOrDefault(write.Key);
        var current = planned?.NewVersion ?? stored;
        if (write.ExpectedVersion != current)
            return false;
        _snapshots[write.Key] = new SnapshotChange(stored, current + 1, write);
        return true;
    }
}
