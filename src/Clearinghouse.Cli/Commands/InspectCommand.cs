using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clearinghouse.Cli.Databases;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Storage;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse inspect journal|account|market|pool</c>.</summary>
internal static class InspectCommand
{
    public static Command Make(CliOutput output)
    {
        var command = new Command(
            "inspect",
            """
            Look into a database without a cluster.

            Examples:
              clearinghouse inspect journal market/BTC --database clearinghouse.db --from 1 --most 20
              clearinghouse inspect account alice --database clearinghouse.db
              clearinghouse inspect market BTC --database clearinghouse.db --json
              clearinghouse inspect pool main --database clearinghouse.db
            """);
        command.Subcommands.Add(MakeJournal(output));
        command.Subcommands.Add(MakeState("account", "Refold an account from its own journal.", async (store, id, cancellation) =>
        {
            var ledger = new AccountLedger(ParseId(() => AccountId.Create(id)));
            await new JournalReader(store).ReadAsync<AccountEvent>(JournalId.ForAccount(ledger.Account), ledger.Apply, cancellation);
            return (ledger.Sequence, JsonSerializer.SerializeToNode(ledger.ToState(), CanonicalEncoding.TypeInfo<AccountLedgerState>()));
        }, output));
        command.Subcommands.Add(MakeState("market", "Refold a market from its journal.", async (store, id, cancellation) =>
        {
            var ledger = new MarketLedger(ParseId(() => MarketId.Create(id)));
            await new JournalReader(store).ReadAsync<MarketEvent>(JournalId.ForMarket(ledger.Market), ledger.Apply, cancellation);
            return (ledger.Sequence, JsonSerializer.SerializeToNode(ledger.ToState(null), CanonicalEncoding.TypeInfo<MarketLedgerState>()));
        }, output));
        command.Subcommands.Add(MakeState("pool", "Refold a pool from its journal.", async (store, id, cancellation) =>
        {
            var ledger = new PoolLedger(ParseId(() => PoolId.Create(id)));
            await new JournalReader(store).ReadAsync<PoolEvent>(JournalId.ForPool(ledger.Pool), ledger.Apply, cancellation);
            return (ledger.Sequence, JsonSerializer.SerializeToNode(ledger.ToState(), CanonicalEncoding.TypeInfo<PoolLedgerState>()));
        }, output));
        return command;
    }

    private static Command MakeJournal(CliOutput output)
    {
        var id = new Argument<string>("ID") { Description = "The journal: market/NAME, account/NAME or pool/NAME" };
        var from = new Option<long>("--from") { Description = "First sequence", DefaultValueFactory = _ => 1 };
        var most = new Option<int>("--most") { Description = "Events at most", DefaultValueFactory = _ => 100 };
        var (database, json) = (new DatabaseOption(), JsonOption.Make());
        var command = new Command("journal", "Print a journal's events, one per line, in their canonical encoding.") { id, from, most, json };
        database.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var (name, first, left) = (ParseId(() => JournalId.Create(parsed.GetValue(id)!)), parsed.GetValue(from), parsed.GetValue(most));
            if (first < 1 || left < 1) throw new CliException("--from and --most must be at least 1.");
            var events = new JsonArray();
            var found = false;
            await using var opened = await database.OpenAsync(parsed, cancellation);
            await foreach (var (sequence, line) in ReadLines(opened.Store, name, first, cancellation))
            {
                found = true;
                if (sequence < first) continue;
                if (left-- <= 0) break;
                if (parsed.GetValue(json)) events.Add((JsonNode)new JsonObject { ["sequence"] = sequence, ["event"] = JsonNode.Parse(line) });
                else await output.Data.WriteLineAsync($"{sequence,10}  {line}");
            }

            if (!found) throw new CliException(ExitCodes.NotFound, $"There is no journal '{name}' in this database.");
            if (parsed.GetValue(json)) output.WriteJson(new JsonObject { ["schema"] = "clearinghouse.inspect-journal/1", ["journal"] = name.Value, ["events"] = events });
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command MakeState(
        string kind, string description, Func<IJournalStore, string, CancellationToken, Task<(long Sequence, JsonNode? State)>> fold, CliOutput output)
    {
        var id = new Argument<string>("ID") { Description = $"The {kind}" };
        var (database, json) = (new DatabaseOption(), JsonOption.Make());
        var command = new Command(kind, description) { id, json };
        database.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = ParseId(() => JournalId.Create($"{kind}/{parsed.GetValue(id)}")).Key;
            await using var opened = await database.OpenAsync(parsed, cancellation);
            var (sequence, state) = await fold(opened.Store, name, cancellation);
            if (sequence == 0) throw new CliException(ExitCodes.NotFound, $"There is no {kind} '{parsed.GetValue(id)}' in this database.");
            if (parsed.GetValue(json)) output.WriteJson(new JsonObject { ["schema"] = $"clearinghouse.inspect-{kind}/1", ["state"] = state });
            else output.WriteTable($"{kind} {parsed.GetValue(id)} at {sequence}", Rows(state!, ""));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async IAsyncEnumerable<(long Sequence, string Line)> ReadLines(
        IJournalStore store, JournalId journal, long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var segment in store.ReadSegmentsAsync(journal, from, cancellation))
        {
            var sequence = segment.FirstSequence;
            foreach (var line in System.Text.Encoding.UTF8.GetString(segment.Payload.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                yield return (sequence++, line);
        }
    }

    /// <summary>Scalars one per row; lists and maps by their members, but for what is remembered of commands.</summary>
    private static IEnumerable<(string Label, string Value)> Rows(JsonNode node, string path) => node switch
    {
        JsonObject members => members
            .Where(member => member is { Key: not "commands", Value: not null })
            .SelectMany(member => Rows(member.Value!, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray { Count: > 20 } items => [(path, $"{items.Count} entries (--json shows them)")],
        JsonArray items => items.SelectMany((item, index) => Rows(item!, $"{path}[{index}]")),
        _ => [(path, node.ToString())],
    };

    private static T ParseId<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (ArgumentException error)
        {
            throw new CliException(error.Message, error);
        }
    }
}
