namespace Clearinghouse.Core.Journals;

/// <summary>Whether a segment links to the one before it, and if not, what is wrong. The first fault found is named, in this order.</summary>
public enum ChainVerdict
{
    /// <summary>The segment is unaltered and follows the one before it.</summary>
    Intact = 0,

    /// <summary>The two segments belong to different journals.</summary>
    ForeignJournal = 1,

    /// <summary>The sequence numbers do not follow on: events are missing, or repeated, or the count is not positive.</summary>
    SequenceGap = 2,

    /// <summary>The segment was sealed after a different predecessor.</summary>
    PreviousHashMismatch = 3,

    /// <summary>The segment's own hash does not match its content: it was altered after it was sealed.</summary>
    HashMismatch = 4,
}
