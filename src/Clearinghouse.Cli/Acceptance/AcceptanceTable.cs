namespace Clearinghouse.Cli.Acceptance;

/// <summary>One file of worked cases.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">What its cases compute.</param>
/// <param name="About">The computation in words, with units.</param>
/// <param name="Cases">The cases, at least one.</param>
public sealed record AcceptanceTable(string Path, string Kind, string About, IReadOnlyList<AcceptanceCase> Cases);
