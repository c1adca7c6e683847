namespace Clearinghouse.Forecasting.Registry;

/// <summary>Where a version of a model comes from.</summary>
public sealed record ModelManifest
{
    /// <summary>The version: the beginning of <see cref="ModelSha256"/>.</summary>
    public required string Version { get; init; }

    /// <summary>The kind of model.</summary>
    public required string Model { get; init; }

    /// <summary>Of model.json, in hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The champion when it was trained, as MODEL/VERSION; null when there was none.</summary>
    public string? Parent { get; init; }

    /// <summary>What it was fitted on; days held out are not among them.</summary>
    public required IReadOnlyList<TrainingData> Data { get; init; }

    /// <summary>What the person training it chose.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>Where random numbers start; null for a model that draws none.</summary>
    public int? Seed { get; init; }

    /// <summary>What it is told.</summary>
    public required FeatureSchema Features { get; init; }

    /// <summary>The version of the program that trained it.</summary>
    public required string Program { get; init; }

    /// <summary>The source revision of that program; "unknown" where it was built without one.</summary>
    public required string CodeRevision { get; init; }

    /// <summary>The libraries whose numbers entered, with their versions.</summary>
    public required IReadOnlyDictionary<string, string> Packages { get; init; }
}
