namespace Clearinghouse.Cli.Acceptance;

/// <summary>What became of one case.</summary>
public sealed record AcceptanceCaseResult
{
    /// <summary>The file it stands in.</summary>
    public required string Path { get; init; }

    /// <summary>What its table computes.</summary>
    public required string Kind { get; init; }

    /// <summary>Its permanent name.</summary>
    public required string Id { get; init; }

    /// <summary>What is special about it.</summary>
    public required string Title { get; init; }

    /// <summary>Whether everything expected was found.</summary>
    public required bool Passed { get; init; }

    /// <summary>The first field that differs; null when passed.</summary>
    public string? Field { get; init; }

    /// <summary>What the table says of that field; null when passed.</summary>
    public string? Expected { get; init; }

    /// <summary>What the platform says of it; null when passed.</summary>
    public string? Actual { get; init; }

    /// <summary>One line for a person.</summary>
    public override string ToString() =>
        Passed ? $"ok    {Id}  {Title}" : $"FAIL  {Id}  {Title}: {Field}: expected {Expected}, actual {Actual}";
}
