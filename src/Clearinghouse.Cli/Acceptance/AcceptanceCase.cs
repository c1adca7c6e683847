using System.Text.Json;

namespace Clearinghouse.Cli.Acceptance;

/// <summary>One worked case of a table.</summary>
public sealed record AcceptanceCase
{
    /// <summary>The file it stands in.</summary>
    public required string Path { get; init; }

    /// <summary>What its table computes: the name of an <see cref="IAcceptanceKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its permanent name, unique among all tables.</summary>
    public required string Id { get; init; }

    /// <summary>What is special about it.</summary>
    public required string Title { get; init; }

    /// <summary>The inputs.</summary>
    public required AcceptanceGiven Given { get; init; }

    /// <summary>The code it must be refused with, or null when it has a result.</summary>
    public string? Refused { get; init; }

    /// <summary>The fields of the result that must match, or undefined when it must be refused.</summary>
    internal JsonElement Expect { get; init; }

    /// <summary>How far the numbers may be off.</summary>
    internal AcceptanceTolerance Tolerance { get; init; }
}
