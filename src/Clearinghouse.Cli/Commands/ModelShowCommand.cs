using System.CommandLine;
using Clearinghouse.Cli.Forecasting;
using Clearinghouse.Forecasting.Registry;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse model show</c> and <c>clearinghouse model compare</c>.</summary>
internal static class ModelShowCommand
{
    private const string Champion = "champion";

    public static Command MakeShow(CliOutput output, TimeProvider time)
    {
        var version = ModelVersionArgument.Make("version");
        version.DefaultValueFactory = _ => Champion;
        var (registry, json) = (ModelRegistryOption.Make(), JsonOption.Make());
        var command = new Command(
            "show",
            """
            What a version was trained on, how good it is, and whether it may be the champion.

            Examples:
              clearinghouse model show champion
              clearinghouse model show ed25c731 --json
            """)
        {
            version, registry, json,
        };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(registry)!;
            var (models, aliases) = (new ModelRegistry(folder), new ModelAliases(folder, time));
            var manifest = models.Find(parsed.GetValue(version)!, aliases);
            var metrics = models.Metrics(manifest.Model, manifest.Version);
            var refusals = PromotionGate.Refusals(manifest, metrics);
            var changes = aliases.History().Where(change => (change.Model, change.Version) == (manifest.Model, manifest.Version)).ToList();
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.model-show/1", manifest, metrics, refusals, changes });
            else VersionText.Write(output, manifest, metrics, refusals, changes);
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command MakeCompare(CliOutput output, TimeProvider time)
    {
        var (first, second) = (ModelVersionArgument.Make("first"), ModelVersionArgument.Make("second"));
        second.DefaultValueFactory = _ => Champion;
        var (registry, json) = (ModelRegistryOption.Make(), JsonOption.Make());
        var command = new Command(
            "compare",
            """
            The figures of two versions side by side, as they were measured when each was trained.

            Examples:
              clearinghouse model compare challenger champion
            """)
        {
            first, second, registry, json,
        };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(registry)!;
            var (models, aliases) = (new ModelRegistry(folder), new ModelAliases(folder, time));
            var (one, other) = (models.Find(parsed.GetValue(first)!, aliases), models.Find(parsed.GetValue(second)!, aliases));
            var rows = VersionComparison.Of((one, models.Metrics(one.Model, one.Version)), (other, models.Metrics(other.Model, other.Version)));
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.model-compare/1", first = $"{one.Model}/{one.Version}", second = $"{other.Model}/{other.Version}", figures = rows });
            else VersionText.Write(output, one, other, rows);
            return ExitCodes.Done;
        });
        return command;
    }
}
