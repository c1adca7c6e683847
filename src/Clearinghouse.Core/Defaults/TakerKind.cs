namespace Clearinghouse.Core.Defaults;

/// <summary>Who takes a position over.</summary>
public enum TakerKind
{
    /// <summary>A committed backstop, by its own margin and up to its maximum.</summary>
    Backstop = 1,

    /// <summary>The pool's own book, for which no margin is asked: the last taker.</summary>
    Book = 2,
}
