namespace Clearinghouse.Core.Defaults;

/// <summary>Who takes a position over.</summary>
public enum TakerKind
{
    /// <summary>A committed backstop, by its own margin and up to its maximum.</summary>
    Backstop = 1,

    /// <summary>A liquidator that bid for it in an auction, by its own margin.</summary>
    Bidder = 3,

    /// <summary>The pool's own book, for which no margin is asked: the last taker.</summary>
    Book = 2,
}
