namespace Clearinghouse.Cli;

/// <summary>Something that a person can put right: one line for standard error, and the exit code.</summary>
public sealed class CliException : Exception
{
    /// <summary>Bad input.</summary>
    public CliException()
        : this(ExitCodes.BadInput, "bad input")
    {
    }

    /// <summary>Bad input, and what about it.</summary>
    public CliException(string message)
        : this(ExitCodes.BadInput, message)
    {
    }

    /// <summary>Bad input, what about it, and the cause.</summary>
    public CliException(string message, Exception innerException)
        : base(message, innerException) => ExitCode = ExitCodes.BadInput;

    /// <summary>An exit code with a line that says what happened and what to do.</summary>
    public CliException(int exitCode, string message)
        : base(message) => ExitCode = exitCode;

    /// <summary>The exit code.</summary>
    public int ExitCode { get; }
}
