using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clearinghouse.Cli.Databases;
using Clearinghouse.Cli.Pools;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse pool show</c>.</summary>
internal static class PoolCommand
{
    private const string DefaultPool = "main";

    public static Command Make(CliOutput output)
    {
        var command = new Command(
            "pool",
            """
            What stands behind a pool.

            Examples:
              clearinghouse pool show --database clearinghouse.db
              clearinghouse pool show main --database clearinghouse.db --json
            """);
        command.Subcommands.Add(MakeShow(output));
        return command;
    }

    private static Command MakeShow(CliOutput output)
    {
        var id = new Argument<string>("POOL") { Description = "The pool", DefaultValueFactory = _ => DefaultPool };
        var (database, json) = (new DatabaseOption(), JsonOption.Make());
        var command = new Command("show", "Refold a pool from its journal: funds, insurance tranches, members of the default fund, its last review, distances to each layer.") { id, json };
        database.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!PoolId.TryCreate(parsed.GetValue(id), out var name)) throw new CliException($"'{parsed.GetValue(id)}' can't be the name of a pool.");
            var pool = new PoolLedger(name);
            await using var opened = await database.OpenAsync(parsed, cancellation);
            await new JournalReader(opened.Store).ReadAsync<PoolEvent>(JournalId.ForPool(name), pool.Apply, cancellation);
            if (pool.Sequence == 0) throw new CliException(ExitCodes.NotFound, $"There is no journal of a pool '{name}' in this database.");
            if (parsed.GetValue(json)) output.WriteJson(DocumentOf(pool));
            else foreach (var (title, rows) in PoolText.TablesOf(pool)) output.WriteTable(title, rows);
            return ExitCodes.Done;
        });
        return command;
    }

    private static JsonObject DocumentOf(PoolLedger pool)
    {
        var state = JsonSerializer.SerializeToNode(pool.ToState(), CanonicalEncoding.TypeInfo<PoolLedgerState>())!.AsObject();
        state.Remove("commands");
        return new JsonObject { ["schema"] = "clearinghouse.pool-show/1", ["state"] = state };
    }
}
