using System.CommandLine;
using Clearinghouse.Forecasting.Registry;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse model promote</c> and <c>clearinghouse model rollback</c>.</summary>
internal static class ModelAliasCommand
{
    public static Command MakePromote(CliOutput output, TimeProvider time)
    {
        var version = ModelVersionArgument.Make("version");
        var (registry, alias, reason, json) = (ModelRegistryOption.Make(), MakeAlias(), MakeReason(), JsonOption.Make());
        var command = new Command(
            "promote",
            """
            Let the champion, or the challenger, be another version. A champion is refused (exit 7) with every reason when it loses to log-har, when
            margin made of it fails coverage, or when it was evaluated on what it was trained on.

            Examples:
              clearinghouse model promote log-har-x-pooled/ed25c731d4ad --reason "trained on the last quarter"
              clearinghouse model promote ed25c731 --alias challenger --reason "to be watched for a month"
            """)
        {
            version, registry, alias, reason, json,
        };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(registry)!;
            var aliases = new ModelAliases(folder, time);
            var chosen = AliasOf(parsed.GetValue(alias)!);
            try
            {
                Write(output, aliases.Promote(chosen, new ModelRegistry(folder).Find(parsed.GetValue(version)!, aliases), parsed.GetValue(reason)!), parsed.GetValue(json));
                return ExitCodes.Done;
            }
            catch (PromotionRefusedException refusal) when (parsed.GetValue(json))
            {
                output.WriteJson(new { schema = "clearinghouse.model-refusal/1", reasons = refusal.Reasons });
                throw;
            }
        });
        return command;
    }

    public static Command MakeRollback(CliOutput output, TimeProvider time)
    {
        var (registry, alias, reason, json) = (ModelRegistryOption.Make(), MakeAlias(), MakeReason(), JsonOption.Make());
        var command = new Command(
            "rollback",
            """
            Let the champion, or the challenger, be the version again that it was before.

            Examples:
              clearinghouse model rollback --reason "breaches since Monday"
            """)
        {
            registry, alias, reason, json,
        };
        command.SetAction(parsed =>
        {
            Write(output, new ModelAliases(parsed.GetValue(registry)!, time).Rollback(AliasOf(parsed.GetValue(alias)!), parsed.GetValue(reason)!), parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<string> MakeAlias()
    {
        var alias = new Option<string>("--alias") { Description = "Which alias", DefaultValueFactory = _ => ModelAliases.Name(ModelAlias.Champion) };
        alias.AcceptOnlyFromAmong([.. Enum.GetValues<ModelAlias>().Select(ModelAliases.Name)]);
        return alias;
    }

    private static Option<string> MakeReason() => new("--reason") { Description = "Why; it is logged", HelpName = "TEXT", Required = true };

    private static ModelAlias AliasOf(string name) => Enum.GetValues<ModelAlias>().Single(alias => ModelAliases.Name(alias) == name);

    private static void Write(CliOutput output, AliasChange change, bool isJson)
    {
        if (isJson) output.WriteJson(new { schema = "clearinghouse.model-alias/1", change });
        else output.Data.WriteLine($"{ModelAliases.Name(change.Alias)} is {change.Model} {change.Version}");
    }
}
