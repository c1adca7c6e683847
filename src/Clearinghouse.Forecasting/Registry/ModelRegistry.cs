using System.Text;
using System.Text.Json;
using Clearinghouse.Forecasting.Evaluation;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>
/// Versions of models in a folder, one folder for each: model.json, manifest.json, metrics.json and card.md. A version is named for
/// the hash of its model and never changes.
/// </summary>
/// <param name="folder">The registry's folder; it is made when something is stored.</param>
public sealed class ModelRegistry(string folder)
{
    private const int VersionLength = 12;
    private const string ModelFile = "model.json";
    private const string ManifestFile = "manifest.json";
    private const string MetricsFile = "metrics.json";
    private const string CardFile = "card.md";

    /// <summary>The version that a model would have.</summary>
    public static string VersionOf(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return TrainedModel.HashOf(model.ToBytes())[..VersionLength];
    }

    /// <summary>Stores a model. One that is there already is left alone.</summary>
    /// <returns>The manifest, and whether the version is new.</returns>
    public (ModelManifest Manifest, bool IsNew) Add(TrainedModel model, IReadOnlyList<TrainingData> data, ModelEvaluation metrics, string program)
    {
        ArgumentNullException.ThrowIfNull(model);
        var bytes = model.ToBytes();
        var manifest = new ModelManifest
        {
            Version = VersionOf(model),
            Model = model.Model,
            ModelSha256 = TrainedModel.HashOf(bytes),
            Data = data,
            Program = program,
            Packages = new Dictionary<string, string>(StringComparer.Ordinal) { ["MathNet.Numerics"] = typeof(MathNet.Numerics.Fit).Assembly.GetName().Version!.ToString() },
        };
        var place = Place(model.Model, manifest.Version);
        if (Directory.Exists(place)) return (Read(place), IsNew: false);

        // Written beside and moved: a version is there whole or not at all.
        var draft = place + ".draft";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft);
        File.WriteAllBytes(Path.Combine(draft, ModelFile), bytes);
        File.WriteAllBytes(Path.Combine(draft, ManifestFile), JsonSerializer.SerializeToUtf8Bytes(manifest, RegistryJson.Options));
        File.WriteAllBytes(Path.Combine(draft, MetricsFile), JsonSerializer.SerializeToUtf8Bytes(metrics, RegistryJson.Options));
        File.WriteAllText(Path.Combine(draft, CardFile), ModelCard.Of(manifest, metrics), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Directory.Move(draft, place);
        return (manifest, IsNew: true);
    }

    /// <summary>Every version, by model and version.</summary>
    /// <exception cref="ModelRegistryException">A manifest cannot be read.</exception>
    public IReadOnlyList<ModelManifest> List() => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, ManifestFile, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => Read(Path.GetDirectoryName(path)!))]
        : [];

    /// <summary>A version, checked against its manifest.</summary>
    /// <exception cref="ModelRegistryException">There is none of that name, or it was changed, or it cannot be read.</exception>
    public TrainedModel Load(string model, string version)
    {
        var place = Place(model, version);
        if (!Directory.Exists(place)) throw new ModelRegistryException($"There is no version {version} of {model} in {folder}.");
        var (manifest, path) = (Read(place), Path.Combine(place, ModelFile));
        if (!File.Exists(path)) throw new ModelRegistryException($"{path} is missing; restore it or train the model again.");
        var bytes = File.ReadAllBytes(path);
        if (TrainedModel.HashOf(bytes) != manifest.ModelSha256) throw new ModelRegistryException($"{path} is not what was trained: its hash differs from the manifest's. Restore it or train the model again.");
        return TrainedModel.Parse(bytes);
    }

    private static ModelManifest Read(string place)
    {
        var path = Path.Combine(place, ManifestFile);
        try
        {
            return JsonSerializer.Deserialize<ModelManifest>(File.ReadAllBytes(path), RegistryJson.Options) ?? throw new ModelRegistryException($"{path} is empty; restore it.");
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException)
        {
            throw new ModelRegistryException($"{path} cannot be read; restore it or remove the folder.", error);
        }
    }

    private string Place(string model, string version) => Path.Combine(folder, model, version);
}
