using System.Text;
using System.Text.Json;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>
/// Versions of models in a folder, one folder for each: model.json, manifest.json, metrics.json, card.md and report.html. A version is
/// named for the hash of its model and never changes.
/// </summary>
/// <param name="folder">The registry's folder; it is made when something is stored.</param>
public sealed class ModelRegistry(string folder)
{
    private const int VersionLength = 12;
    private const string ModelFile = "model.json";
    private const string ManifestFile = "manifest.json";
    private const string MetricsFile = "metrics.json";
    private const string CardFile = "card.md";
    private const string ReportFile = "report.html";

    /// <summary>The version that a model would have.</summary>
    public static string VersionOf(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return TrainedModel.HashOf(model.ToBytes())[..VersionLength];
    }

    /// <summary>Stores a model. One that is there already is left alone.</summary>
    /// <param name="training">The model, what it was trained on and how good it is.</param>
    /// <param name="program">The program that trained it.</param>
    /// <param name="parent">The champion at the time, as MODEL/VERSION; null when there was none.</param>
    /// <param name="reportOf">Makes the HTML page of a version.</param>
    /// <returns>The manifest, and whether the version is new.</returns>
    public (ModelManifest Manifest, bool IsNew) Add(TrainingResult training, ProgramVersion program, string? parent, Func<ModelManifest, string> reportOf)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(reportOf);
        var (model, bytes) = (training.Model, training.Model.ToBytes());
        var manifest = new ModelManifest
        {
            Version = VersionOf(model),
            Model = model.Model,
            ModelSha256 = TrainedModel.HashOf(bytes),
            Parent = parent,
            Data = training.Data,
            Options = training.Options,
            Features = FeatureSchema.Of(model.Regressors),
            Program = program.Version,
            CodeRevision = program.CodeRevision,
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
        File.WriteAllBytes(Path.Combine(draft, MetricsFile), JsonSerializer.SerializeToUtf8Bytes(training.Metrics, RegistryJson.Options));
        WriteText(Path.Combine(draft, CardFile), ModelCard.Of(manifest, training.Metrics));
        WriteText(Path.Combine(draft, ReportFile), reportOf(manifest));
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

    /// <summary>How good a version was found to be.</summary>
    /// <exception cref="ModelRegistryException">There is none of that name, or its metrics cannot be read.</exception>
    public ModelMetrics Metrics(string model, string version)
    {
        var path = Path.Combine(Place(model, version), MetricsFile);
        try
        {
            var metrics = JsonSerializer.Deserialize<ModelMetrics>(File.ReadAllBytes(path), RegistryJson.Options);
            return metrics?.Schema == ModelMetrics.CurrentSchema ? metrics : throw new ModelRegistryException($"{path} is not of the format {ModelMetrics.CurrentSchema}; train the model again.");
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelRegistryException($"{path} cannot be read; restore it or train the model again.", error);
        }
    }

    /// <summary>The version that a name means.</summary>
    /// <param name="name">champion, challenger, MODEL/VERSION, or a version or its beginning.</param>
    /// <param name="aliases">What the aliases stand for.</param>
    /// <exception cref="ModelRegistryException">It means none, or several.</exception>
    public ModelManifest Find(string name, ModelAliases aliases)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(aliases);
        if (Enum.GetValues<ModelAlias>().Where(alias => ModelAliases.Name(alias) == name).Select(alias => (ModelAlias?)alias).FirstOrDefault() is { } known)
        {
            var current = aliases.Current(known) ?? throw new ModelRegistryException($"No version is the {name} in {folder}; promote one.");
            name = $"{current.Model}/{current.Version}";
        }

        var found = List().Where(manifest => $"{manifest.Model}/{manifest.Version}" == name || manifest.Version.StartsWith(name, StringComparison.Ordinal)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ModelRegistryException($"There is no version '{name}' in {folder}; see clearinghouse model list."),
            _ => throw new ModelRegistryException($"'{name}' is the beginning of {found.Count} versions in {folder}; write more of it."),
        };
    }

    private static void WriteText(string path, string text) => File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

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
