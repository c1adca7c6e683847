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

    /// <summary>What it was trained on.</summary>
    public required IReadOnlyList<TrainingData> Data { get; init; }

    /// <summary>The program that trained it: version and source revision.</summary>
    public required string Program { get; init; }

    /// <summary>The libraries whose numbers entered, with their versions.</summary>
    public required IReadOnlyDictionary<string, string> Packages { get; init; }
}
