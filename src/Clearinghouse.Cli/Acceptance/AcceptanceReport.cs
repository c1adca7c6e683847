namespace Clearinghouse.Cli.Acceptance;

/// <summary>What became of all cases asked for. The shape is public: it is what <c>--json</c> prints.</summary>
/// <param name="Cases">The cases, by file and in the order of the file.</param>
public sealed record AcceptanceReport(IReadOnlyList<AcceptanceCaseResult> Cases)
{
    /// <summary>The version of this shape; a higher one may lack fields of a lower.</summary>
    public int Version => 1;

    /// <summary>How many cases held.</summary>
    public int Passed => Cases.Count(result => result.Passed);

    /// <summary>How many cases did not.</summary>
    public int Failed => Cases.Count - Passed;
}
