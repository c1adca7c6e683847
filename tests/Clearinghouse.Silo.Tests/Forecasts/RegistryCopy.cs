using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Clearinghouse.Silo.Hosting;

namespace Clearinghouse.Silo.Tests.Forecasts;

/// <summary>A copy of the registry that the node ships, to be damaged and mended.</summary>
internal sealed class RegistryCopy : IDisposable
{
    private readonly byte[] _model;
    private readonly byte[] _manifest;

    internal RegistryCopy()
    {
        Copy(Path.Combine(Path.GetDirectoryName(typeof(NodeHost).Assembly.Location)!, "ml-models"), Folder);
        (_model, _manifest) = (File.ReadAllBytes(ModelFile), File.ReadAllBytes(ManifestFile));
    }

    internal string Folder { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private string ModelFile => Directory.GetFiles(Folder, "manifest.json", SearchOption.AllDirectories).Single().Replace("manifest.json", "model.json", StringComparison.Ordinal);

    private string ManifestFile => Directory.GetFiles(Folder, "manifest.json", SearchOption.AllDirectories).Single();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal void Corrupt() => File.WriteAllBytes(ModelFile, [.. _model, (byte)'!']);

    internal void Remove() => File.Delete(ModelFile);

    internal void Mend()
    {
        File.WriteAllBytes(ModelFile, _model);
        File.WriteAllBytes(ManifestFile, _manifest);
    }

    /// <summary>A model that is whole by its hash, and says a hundred times too much.</summary>
    internal void GoWild()
    {
        var model = JsonNode.Parse(_model)!.AsObject();
        model["smearing"] = 100 * model["smearing"]!.GetValue<double>();
        var bytes = Encoding.UTF8.GetBytes(model.ToJsonString());
        var manifest = JsonNode.Parse(_manifest)!.AsObject();
        manifest["modelSha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(ModelFile, bytes);
        File.WriteAllText(ManifestFile, manifest.ToJsonString());
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }
    }
}
