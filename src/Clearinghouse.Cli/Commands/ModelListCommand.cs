using System.CommandLine;
using System.Globalization;
using Clearinghouse.Forecasting.Registry;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse model list</c> and <c>clearinghouse model verify</c>.</summary>
internal static class ModelListCommand
{
    public static Command MakeList(CliOutput output)
    {
        var registry = ModelRegistryOption.Make();
        var json = JsonOption.Make();
        var command = new Command("list", "The versions in the registry.") { registry, json };
        command.SetAction(parsed =>
        {
            var aliases = new ModelAliases(parsed.GetValue(registry)!, TimeProvider.System);
            var versions = new ModelRegistry(parsed.GetValue(registry)!).List();
            var (champion, challenger) = (NameOf(aliases.Current(ModelAlias.Champion)), NameOf(aliases.Current(ModelAlias.Challenger)));
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.model-list/1", champion, challenger, versions });
            else foreach (var version in versions) output.Data.WriteLine(Line(version, champion, challenger));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string? NameOf(AliasChange? change) => change is null ? null : $"{change.Model}/{change.Version}";

    private static string Line(ModelManifest version, string? champion, string? challenger)
    {
        var name = $"{version.Model}/{version.Version}";
        var aliases = string.Concat(name == champion ? "  champion" : "", name == challenger ? "  challenger" : "");
        return string.Create(CultureInfo.InvariantCulture, $"{name}  {string.Join(", ", version.Data.Select(data => data.Symbol))} to {version.Data.Max(data => data.LastDay):yyyy-MM-dd}{aliases}");
    }

    public static Command MakeVerify(CliOutput output)
    {
        var registry = ModelRegistryOption.Make();
        var json = JsonOption.Make();
        var command = new Command("verify", "Whether every version is what was trained and can be used by this program. Exit 6 when one is not.") { registry, json };
        command.SetAction(parsed =>
        {
            var models = new ModelRegistry(parsed.GetValue(registry)!);
            var faults = models.List().Select(version => new { version.Model, version.Version, fault = FaultOf(models, version) }).ToList();
            var damaged = faults.Count(version => version.fault is not null);
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.model-verify/1", versions = faults });
            else foreach (var version in faults) output.Data.WriteLine($"{version.Model} {version.Version}  {version.fault ?? "ok"}");
            return damaged == 0 ? ExitCodes.Done : ExitCodes.VerificationFailed;
        });
        return command;
    }

    private static string? FaultOf(ModelRegistry models, ModelManifest version)
    {
        try
        {
            models.Load(version.Model, version.Version);
            return null;
        }
        catch (ModelRegistryException fault)
        {
            return fault.Message;
        }
    }
}
