using System.CommandLine;
using Clearinghouse.Cli.Databases;
using Clearinghouse.Cli.Margin;
using Clearinghouse.Cli.Scenarios;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Protocols;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse pool</c>: what a pool's venues brought.</summary>
internal static class PoolCommand
{
    public static Command Make(CliOutput output)
    {
        var command = new Command(
            "pool",
            """
            Look at a pool in a database, without a cluster.

            Examples:
              clearinghouse pool protocols --database clearinghouse.db
              clearinghouse pool protocols --pool main --database clearinghouse.db --json
            """);
        command.Subcommands.Add(MakeProtocols(output));
        return command;
    }

    private static Command MakeProtocols(CliOutput output)
    {
        var pool = new Option<string>("--pool") { Description = "The pool", DefaultValueFactory = _ => "main" };
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
}
