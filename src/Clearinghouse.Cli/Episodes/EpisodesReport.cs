namespace Clearinghouse.Cli.Episodes;

/// <summary>Episodes replayed; as JSON, schema <c>clearinghouse.episodes/1</c>.</summary>
/// <param name="Episodes">One after the other.</param>
public sealed record EpisodesReport(IReadOnlyList<EpisodeOutcome> Episodes)
{
    /// <summary>Name and version of the document's shape.</summary>
    public string Schema { get; init; } = "clearinghouse.episodes/1";
}
