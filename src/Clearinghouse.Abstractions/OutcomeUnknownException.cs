namespace Clearinghouse.Abstractions;

/// <summary>The database or an activation was lost while a call was under way: it may have been done or not. Ask again with the same id.</summary>
[GenerateSerializer, Alias("Clearinghouse.OutcomeUnknownException")]
public sealed class OutcomeUnknownException : Exception
{
    /// <summary>The outcome is unknown.</summary>
    public OutcomeUnknownException()
        : this("Whether it was done is unknown. Ask again with the same id.")
    {
    }

    /// <summary>The outcome is unknown, and why.</summary>
    public OutcomeUnknownException(string message)
        : base(message)
    {
    }

    /// <summary>The outcome is unknown, why, and the cause. A cause does not leave the silo.</summary>
    public OutcomeUnknownException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
