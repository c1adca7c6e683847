using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clearinghouse.Cli.Databases;
using Clearinghouse.Cli.Margin;
using Clearinghouse.Cli.Pools;
using Clearinghouse.Cli.Scenarios;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Protocols;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse pool show</c> and <c>protocols</c>.</summary>
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
              clearinghouse pool protocols --database clearinghouse.db
            """);
        command.Subcommands.Add(MakeShow(output));
        command.Subcommands.Add(MakeProtocols(output));
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

    private static Command MakeProtocols(CliOutput output)
    {
        var pool = new Option<string>("--pool") { Description = "The pool", DefaultValueFactory = _ => DefaultPool };
        var (scenarios, database, json) = (ScenariosOption.Make(), new DatabaseOption(), JsonOption.Make());
        var command = new Command("protocols", "Exposures, margin, funds and standing by venue and for the pool, and what clearing together saves.") { pool, scenarios, json };
        database.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!PoolId.TryCreate(parsed.GetValue(pool), out var id)) throw new CliException($"'{parsed.GetValue(pool)}' can't be the name of a pool.");
            await using var opened = await database.OpenAsync(parsed, cancellation);
            var found = await PoolFromJournals.ReadAsync(opened.Store, id, ScenariosOption.Read(parsed.GetValue(scenarios)), cancellation);
            var report = ProtocolReport.Of(found.Ledger, [], ProtocolTally.Of(found.Exposures, found, MarginPolicies.Default), found.At);
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.pool-protocols/1", report });
            else ProtocolText.Write(output, report);
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
