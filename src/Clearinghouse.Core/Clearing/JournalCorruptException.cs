using Orleans;

namespace Clearinghouse.Core.Clearing;

/// <summary>A journal holds what no decider could have written. State folded from it can't be trusted; nothing goes on.</summary>
[GenerateSerializer, Alias("Clearinghouse.JournalCorruptException")]
public sealed class JournalCorruptException : Exception
{
    /// <summary>A corruption with no further word.</summary>
    public JournalCorruptException()
    {
    }

    /// <summary>A corruption, and where.</summary>
    public JournalCorruptException(string message)
        : base(message)
    {
    }

    /// <summary>A corruption, where, and the cause.</summary>
    public JournalCorruptException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Throws unless a statement about a journal holds.</summary>
    public static void ThrowUnless(bool holds, string journal, long sequence, string what)
    {
        if (!holds) throw new JournalCorruptException($"{journal} at {sequence}: {what}");
    }
}
