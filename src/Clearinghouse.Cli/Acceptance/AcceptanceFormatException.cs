namespace Clearinghouse.Cli.Acceptance;

/// <summary>A table cannot be read: the file, or a case in it, is not of the form it must have. The command exits with 2.</summary>
public sealed class AcceptanceFormatException : Exception
{
    /// <summary>A finding about a table.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="caseId">The case, its place ("cases[3]") when it has no id, or null when it is the file as a whole.</param>
    /// <param name="field">The field, or null when it is no single one.</param>
    /// <param name="problem">What is wrong and what to do, as a sentence.</param>
    /// <param name="cause">What the system said, if anything.</param>
    public AcceptanceFormatException(string path, string? caseId, string? field, string problem, Exception? cause = null)
        : base(string.Join(", ", new[] { path, caseId, field }.Where(part => part is not null)) + ": " + problem, cause)
    {
        Path = path;
        CaseId = caseId;
        Field = field;
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>The case, its place ("cases[3]") when it has no id, or null when it is the file as a whole.</summary>
    public string? CaseId { get; }

    /// <summary>The field, or null when it is no single one.</summary>
    public string? Field { get; }
}
