namespace Clearinghouse.Storage.Schema;

/// <summary>The database was upgraded by a newer program; this one does not know what it would damage, and refuses to start.</summary>
public sealed class SchemaTooNewException : Exception
{
    /// <summary>Makes one with a general message.</summary>
    public SchemaTooNewException()
        : this("The database has a newer schema than this program knows.")
    {
    }

    /// <summary>Makes one with a message.</summary>
    /// <param name="message">Which versions meet and what can be done.</param>
    public SchemaTooNewException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    /// <param name="message">Which versions meet and what can be done.</param>
    /// <param name="innerException">The cause.</param>
    public SchemaTooNewException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
