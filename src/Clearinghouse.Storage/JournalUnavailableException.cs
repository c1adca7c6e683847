namespace Clearinghouse.Storage;

/// <summary>
/// The database did not confirm a write. The outcome is unknown: usually nothing was written, but when the connection broke
/// after COMMIT was sent, the write may be there. So the caller must neither count on the write nor repeat it blindly: it reads its
/// journal (or snapshot) again and goes on from what is found.
/// </summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Makes one with a general message.</summary>
    public JournalUnavailableException()
        : this("The database did not confirm a write; whether it is there is unknown.")
    {
    }

    /// <summary>Makes one with a message.</summary>
    /// <param name="message">What happened and what can be done.</param>
    public JournalUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and the cause.</summary>
    /// <param name="message">What happened and what can be done.</param>
    /// <param name="innerException">What the database said.</param>
    public JournalUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
