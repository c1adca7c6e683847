using Clearinghouse.Forecasting.Registry;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>
/// The champion and the challenger of a registry's folder. Looks into the folder again when aliases.json was written, or after a while: a promotion takes effect without a restart, and so does damage. Whatever cannot be read is a fault, never an exception. Thread-safe.
/// </summary>
/// <param name="folder">The registry's folder.</param>
/// <param name="time">When it is time to look again.</param>
/// <param name="lookAgain">How long what was read is trusted while aliases.json stays as it is.</param>
public sealed class ModelSource(string folder, TimeProvider time, TimeSpan lookAgain)
{
    private readonly Lock _reading = new();
    private readonly ModelRegistry _registry = new(folder);
    private readonly ModelAliases _aliases = new(folder, time);
    private ServingModels? _models;
    private (DateTime WrittenAt, long Length) _mark;
    private DateTimeOffset _readAt;

    /// <summary>What there is now.</summary>
    public ServingModels Current()
    {
        lock (_reading)
        {
            var aliases = new FileInfo(Path.Combine(folder, "aliases.json"));
            var mark = aliases.Exists ? (aliases.LastWriteTimeUtc, aliases.Length) : default;
            var now = time.GetUtcNow();
            if (_models is { } known && mark == _mark && now - _readAt < lookAgain) return known;
            (_mark, _readAt) = (mark, now);
            return _models = Read();
        }
    }

    private ServingModels Read()
    {
        var (champion, fault) = Read(ModelAlias.Champion);
        return new(champion, fault, Read(ModelAlias.Challenger).Model);
    }

    private (ServingModel? Model, string? Fault) Read(ModelAlias alias)
    {
        try
        {
            if (_aliases.Current(alias) is not { } current) return (null, $"No version is the {ModelAliases.Name(alias)} in {folder}.");
            return (new ServingModel($"{current.Model}/{current.Version}", _registry.Load(current.Model, current.Version).ToForecaster()), null);
        }
        catch (Exception error) when (error is ModelRegistryException or IOException or UnauthorizedAccessException)
        {
            return (null, error.Message);
        }
    }
}
