using System.Text.Json;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>
/// Which version is the champion and which the challenger, in aliases.json beside the models: a list of changes that only grows, so
/// that any of them can be explained and undone.
/// </summary>
/// <param name="folder">The registry's folder.</param>
/// <param name="time">When a change happens.</param>
public sealed class ModelAliases(string folder, TimeProvider time)
{
    private const string FileName = "aliases.json";

    private readonly ModelRegistry _registry = new(folder);

    private string Place => Path.Combine(folder, FileName);

    /// <summary>Every change, the oldest first.</summary>
    /// <exception cref="ModelRegistryException">aliases.json cannot be read.</exception>
    public IReadOnlyList<AliasChange> History() => Read().Changes;

    /// <summary>The change that made an alias stand for what it stands for; null when it stands for nothing.</summary>
    /// <exception cref="ModelRegistryException">aliases.json cannot be read.</exception>
    public AliasChange? Current(ModelAlias alias) => StackOf(alias).LastOrDefault();

    /// <summary>
    /// Lets an alias stand for a version. The champion must pass <see cref="PromotionGate"/>; a challenger has no effect, and need only
    /// load.
    /// </summary>
    /// <param name="alias">Which alias.</param>
    /// <param name="manifest">The version.</param>
    /// <param name="reason">Why, not blank.</param>
    /// <exception cref="PromotionRefusedException">The version does not pass.</exception>
    /// <exception cref="ModelRegistryException">The version is damaged, the alias stands for it already, or no reason is given.</exception>
    public AliasChange Promote(ModelAlias alias, ModelManifest manifest, string reason)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ThrowIfBlank(reason);
        _registry.Load(manifest.Model, manifest.Version);
        if (alias == ModelAlias.Champion && PromotionGate.Refusals(manifest, _registry.Metrics(manifest.Model, manifest.Version)) is { Count: > 0 } refusals)
            throw new PromotionRefusedException(manifest, refusals);
        if (Current(alias) is { } current && (current.Model, current.Version) == (manifest.Model, manifest.Version))
            throw new ModelRegistryException($"{manifest.Model} {manifest.Version} is the {Name(alias)} already.");
        return Append(new(alias, AliasAction.Promote, manifest.Model, manifest.Version, time.GetUtcNow(), reason));
    }

    /// <summary>Lets an alias stand again for the version that had it before.</summary>
    /// <param name="alias">Which alias.</param>
    /// <param name="reason">Why, not blank.</param>
    /// <exception cref="ModelRegistryException">No version had it before, that version is damaged, or no reason is given.</exception>
    public AliasChange Rollback(ModelAlias alias, string reason)
    {
        ThrowIfBlank(reason);
        var stack = StackOf(alias);
        if (stack.Count < 2) throw new ModelRegistryException($"No version was the {Name(alias)} before this one; promote another instead.");
        var before = stack[^2];
        _registry.Load(before.Model, before.Version);
        return Append(before with { Action = AliasAction.Rollback, At = time.GetUtcNow(), Reason = reason });
    }

    /// <summary>How an alias is written: in lower case.</summary>
    public static string Name(ModelAlias alias) => alias == ModelAlias.Champion ? "champion" : "challenger";

    /// <summary>The promotions of an alias that were not rolled back: each rollback takes the last away.</summary>
    private List<AliasChange> StackOf(ModelAlias alias)
    {
        var stack = new List<AliasChange>();
        foreach (var change in Read().Changes.Where(change => change.Alias == alias))
        {
            if (change.Action == AliasAction.Promote) stack.Add(change);
            else if (stack.Count > 1) stack.RemoveAt(stack.Count - 1);
        }

        return stack;
    }

    private AliasChange Append(AliasChange change)
    {
        // Written beside and moved: a reader finds the old list or the new one, never half of one.
        var log = Read();
        var draft = Place + ".draft";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(log with { Changes = [.. log.Changes, change] }, RegistryJson.Options));
        File.Move(draft, Place, overwrite: true);
        return change;
    }

    private AliasLog Read()
    {
        if (!File.Exists(Place)) return AliasLog.Empty;
        AliasLog? log;
        try
        {
            log = JsonSerializer.Deserialize<AliasLog>(File.ReadAllBytes(Place), RegistryJson.Options);
        }
        catch (JsonException error)
        {
            throw new ModelRegistryException($"{Place} cannot be read; restore it.", error);
        }

        return log?.Schema == AliasLog.CurrentSchema ? log : throw new ModelRegistryException($"{Place} is not of the format {AliasLog.CurrentSchema}; restore it.");
    }

    private static void ThrowIfBlank(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new ModelRegistryException("A change of an alias needs a reason.");
    }
}
