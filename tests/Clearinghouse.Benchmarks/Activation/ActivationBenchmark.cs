using System.Diagnostics;
using System.Globalization;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Benchmarks.Machine;
using Clearinghouse.Benchmarks.Nodes;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Grains;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Clearinghouse.Storage.Schema;
using Clearinghouse.Storage.Sqlite;

namespace Clearinghouse.Benchmarks.Activation;

/// <summary>
/// Measures how long a market with a long journal takes to wake up: from the journal alone, and from the snapshot that the node itself then writes, with half an interval of events after it.
/// </summary>
/// <param name="trades">Trades in the journal.</param>
/// <param name="repetitions">How often to wake up from the snapshot.</param>
/// <param name="folder">Where the database goes.</param>
/// <param name="say">Hears of progress.</param>
internal sealed class ActivationBenchmark(long trades, int repetitions, DirectoryInfo folder, Action<string> say)
{
    private const int BatchTrades = 500;
    private static readonly MarketId Market = MarketId.Create("market");
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it.</summary>
    public async Task<ActivationReport> RunAsync(CancellationToken cancellationToken)
    {
        var machine = MachineDescription.Describe(folder);
        await using var postgres = new PostgresServer();
        await using var database = await BenchmarkDatabase.CreateAsync(DatabaseKind.Sqlite, folder, postgres);
        say($"writing a journal of {trades.ToString("N0", CultureInfo.InvariantCulture)} trades");
        var past = await WritePastAsync(database.Options, cancellationToken);
        var size = new FileInfo(database.Options.DataFile!).Length / (double)(1 << 20);

        say("waking up without a snapshot");
        var rows = new List<ActivationRow> { await WakeUpAsync(database.Options, "without a snapshot", node => MoveOnAsync(node, past, cancellationToken), cancellationToken) };
        for (var repetition = 1; repetition <= repetitions; repetition++)
        {
            say("waking up from a snapshot");
            rows.Add(await WakeUpAsync(database.Options, $"from a snapshot, {repetition}", _ => Task.CompletedTask, cancellationToken));
        }

        return new ActivationReport(machine, trades, PastTrading.Accounts, Math.Round(size), rows);
    }

    private async Task<PastTrading> WritePastAsync(DatabaseOptions database, CancellationToken cancellationToken)
    {
        await new SchemaInstaller(database, TimeProvider.System).InstallAsync(cancellationToken);
        await using var store = new SqliteJournalStore(database.ResolveConnectionString());
        var past = new PastTrading(store, Market, TimeProvider.System.GetUtcNow().AddMilliseconds(-trades));
        await past.WriteAsync(trades, cancellationToken);
        return past;
    }

    private static async Task<ActivationRow> WakeUpAsync(DatabaseOptions database, string name, Func<BenchmarkNode, Task> afterwards, CancellationToken cancellationToken)
    {
        await using var node = await BenchmarkNode.StartAsync(database, cancellationToken);
        var market = node.Grains.GetGrain<IMarketGrain>(Market.Value);
        var began = Stopwatch.GetTimestamp();
        var summary = await market.GetSummary();
        var answered = Stopwatch.GetElapsedTime(began);
        await UntilAsync(async () => (await market.GetSummary()).OwedLegs == 0, cancellationToken);
        var settled = Stopwatch.GetElapsedTime(began);
        await afterwards(node);
        return new ActivationRow(name, answered.TotalSeconds, summary.OwedLegs, settled.TotalSeconds);
    }

    /// <summary>Clears one trade more, upon which the market writes a snapshot, and then as many as bring it half-way to the next.</summary>
    private async Task MoveOnAsync(BenchmarkNode node, PastTrading past, CancellationToken cancellationToken)
    {
        var market = node.Grains.GetGrain<IMarketGrain>(Market.Value);
        var admitted = await node.Grains.GetGrain<IClearingPoolGrain>("pool").Admit(
            new AdmitVenue(new CommandHeader(PrincipalId.Create("present"), CommandId.Create("admit"), 1), VenueId.Create("venue")));
        if (!admitted.IsDone) throw new InvalidOperationException($"The venue was not admitted: {admitted}");

        await ClearAsync(past.NextTrade(trades + 1));
        await UntilAsync(async () => await node.Journals.ReadSnapshotAsync($"{LedgerSnapshot.StateName}/{market.GetGrainId()}", cancellationToken) is not null, cancellationToken);
        var half = new ClearingOptions().SnapshotIntervalEvents / 2;
        for (var cleared = 0; cleared < half; cleared += BatchTrades)
            await ClearAsync([.. Enumerable.Range(cleared, BatchTrades).Select(number => past.NextTrade(trades + 2 + number))]);
        await UntilAsync(async () => (await market.GetSummary()).OwedLegs == 0, cancellationToken);

        async Task ClearAsync(params ClearTrade[] batch)
        {
            if ((await market.ClearBatch([.. batch])).FirstOrDefault(outcome => !outcome.IsCleared) is { } refused)
                throw new InvalidOperationException($"A trade after waking up was refused: {refused}");
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(Poll);
        while (!await isSo()) await pause.WaitForNextTickAsync(cancellationToken);
    }
}
