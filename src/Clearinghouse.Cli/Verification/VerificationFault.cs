namespace Clearinghouse.Cli.Verification;

/// <summary>The first thing that is wrong.</summary>
/// <param name="Where">A journal, a snapshot or a pool.</param>
/// <param name="Sequence">The place in the journal; null where there is none.</param>
/// <param name="What">What is wrong there.</param>
public sealed record VerificationFault(string Where, long? Sequence, string What)
{
    /// <summary>One line.</summary>
    public override string ToString() => Sequence is { } at ? $"{Where} at {at}: {What}" : $"{Where}: {What}";
}
