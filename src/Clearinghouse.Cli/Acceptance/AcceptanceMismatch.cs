namespace Clearinghouse.Cli.Acceptance;

/// <summary>The first field in which an answer differs from what is expected.</summary>
/// <param name="Field">The field, with its path: "ranges[1].lowerBound".</param>
/// <param name="Expected">What the table says, as JSON.</param>
/// <param name="Actual">What the platform says, as JSON, or that it says nothing.</param>
internal sealed record AcceptanceMismatch(string Field, string Expected, string Actual);
