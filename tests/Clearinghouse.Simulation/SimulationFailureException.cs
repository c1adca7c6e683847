namespace Clearinghouse.Simulation;

/// <summary>The auditor found something that must never be.</summary>
public sealed class SimulationFailureException : Exception
{
    /// <summary>A failure without words.</summary>
    public SimulationFailureException()
    {
    }

    /// <summary>A failure in one line.</summary>
    public SimulationFailureException(string message)
        : base(message)
    {
    }

    /// <summary>A failure in one line, with its cause.</summary>
    public SimulationFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What was simulated; null unless a whole simulation failed.</summary>
    public SimulationOptions? Options { get; init; }

    /// <summary>What happened until then, a line each; empty unless a whole simulation failed.</summary>
    public string Trace { get; init; } = string.Empty;

    /// <summary>Throws unless a statement holds.</summary>
    public static void ThrowUnless(bool holds, string what)
    {
        if (!holds) throw new SimulationFailureException(what);
    }
}
