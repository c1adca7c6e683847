namespace Clearinghouse.Core.Marks;

/// <summary>What a mark price rests on.</summary>
public enum MarkBasis
{
    /// <summary>The median of the index with the average basis, the contract's own book, and the contract elsewhere.</summary>
    Composite = 0,

    /// <summary>Book or elsewhere was missing; the index stands in for it, so that still no single opinion decides.</summary>
    IndexStandsIn = 1,

    /// <summary>Nothing but the index with the average basis.</summary>
    FairOnly = 2,
}
