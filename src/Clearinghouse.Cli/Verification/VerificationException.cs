namespace Clearinghouse.Cli.Verification;

/// <summary>Verification found something wrong and stopped there.</summary>
public sealed class VerificationException : Exception
{
    /// <summary>A fault that is not named.</summary>
    public VerificationException()
        : this(new VerificationFault("database", null, "verification failed"))
    {
    }

    /// <summary>A fault in words.</summary>
    public VerificationException(string message)
        : this(new VerificationFault("database", null, message))
    {
    }

    /// <summary>A fault in words, with its cause.</summary>
    public VerificationException(string message, Exception innerException)
        : base(message, innerException) => Fault = new VerificationFault("database", null, message);

    /// <summary>A fault.</summary>
    public VerificationException(VerificationFault fault)
        : base(fault.ToString()) => Fault = fault;

    /// <summary>What is wrong, and where.</summary>
    public VerificationFault Fault { get; }

    /// <summary>Throws unless a statement about a journal holds.</summary>
    public static void ThrowUnless(bool holds, string where, long? sequence, string what)
    {
        if (!holds) throw new VerificationException(new VerificationFault(where, sequence, what));
    }
}
