using System.CommandLine;
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
            var versions = new ModelRegistry(parsed.GetValue(registry)!).List();
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.model-list/1", versions });
            else foreach (var version in versions) output.Data.WriteLine($"{version.Model} {version.Version}  {string.Join(", ", version.Data.Select(data => data.Symbol))} to {version.Data.Max(data => data.LastDay):yyyy-MM-dd}");
            return ExitCodes.Done;
        });
        return command;
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
