using System.Diagnostics;
using System.Globalization;
using Clearinghouse.Benchmarks.Load;
using Clearinghouse.Benchmarks.Machine;
using Clearinghouse.Benchmarks.Nodes;
using Clearinghouse.Benchmarks.Workloads;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Liquidations;

/// <summary>
/// Measures how long it takes until many accounts that one price puts below maintenance margin are let go or closed, and how clearing in another market fares meanwhile, beside the same load on a pool that only calls them. Every run
/// has a node and a database of its own, and is verified at its end.
/// </summary>
/// <param name="options">What to measure.</param>
/// <param name="say">Hears of progress.</param>
internal sealed class LiquidationBenchmark(LiquidationOptions options, Action<string> say)
{
    private const int WarmUpAccounts = 300;
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(2);

    /// <summary>Runs it.</summary>
    /// <exception cref="FileNotFoundException">PostgreSQL is asked for and not installed.</exception>
    public async Task<LiquidationReport> RunAsync(CancellationToken cancellationToken)
    {
        var machine = MachineDescription.Describe(options.Folder);
        await using var postgres = new PostgresServer();
        var (liquidations, clearing) = (new List<LiquidationRow>(), new List<ClearingRow>());
        foreach (var kind in options.Databases)
        {
            // Else the first run, and not its peer, would wait for code to be compiled.
            say($"warming up on {kind}");
            await RunOnceAsync(kind, postgres, Math.Min(options.Accounts, WarmUpAccounts), null, cancellationToken);
            var (runs, peers) = (new List<LiquidationRun>(), new List<LiquidationRun>());
            for (var repetition = 1; repetition <= options.Repetitions; repetition++)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"{kind}, {repetition} of {options.Repetitions}"));
                runs.Add(await RunOnceAsync(kind, postgres, options.Accounts, null, cancellationToken));
                peers.Add(await RunOnceAsync(kind, postgres, options.Accounts, TimeSpan.FromSeconds(runs[^1].Seconds), cancellationToken));
            }

            liquidations.Add(LiquidationReport.Summarize(kind, runs));
            clearing.AddRange(LiquidationReport.Compare(kind, runs, peers));
        }

        return new LiquidationReport(machine, options.Accounts, options.InFlight, options.Repetitions, options.Window.TotalSeconds, liquidations, clearing);
    }

    /// <summary>One run.</summary>
    /// <param name="kind">The database.</param>
    /// <param name="postgres">The server for one kind.</param>
    /// <param name="accounts">How many accounts fall short.</param>
    /// <param name="peerFor">How long accounts are left alone after the price, in a pool without a policy; null with one, until all are done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<LiquidationRun> RunOnceAsync(DatabaseKind kind, PostgresServer postgres, int accounts, TimeSpan? peerFor, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(kind, options.Folder, postgres);
        await using var node = await BenchmarkNode.StartAsync(database.Options, cancellationToken);
        var floor = new LiquidationFloor(node.Grains, accounts);
        await floor.OpenAsync(withPolicy: peerFor is null);
        GC.Collect();

        var load = ContinuousLoad.Start(new ClearWorkload(floor.Others), options.InFlight);
        await Task.Delay(LeadIn, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await Task.Delay(options.Window, cancellationToken);
        var (fell, fellAt) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        await floor.FallAsync();
        await (peerFor is { } time ? Task.Delay(time, cancellationToken) : floor.DoneAsync(cancellationToken));
        var ended = Stopwatch.GetTimestamp();
        await Task.Delay(options.Window, cancellationToken);
        var stopped = Stopwatch.GetTimestamp();
        await load.StopAsync();
        if (load.Failed > 0) say(string.Create(CultureInfo.InvariantCulture, $"{load.Failed} calls failed, first: {load.FirstFailure}"));

        // Journals say when the last account was done; that all are is seen a little later.
        var tally = peerFor is null ? await floor.TallyAsync() : null;
        var took = tally is null ? Stopwatch.GetElapsedTime(fell, ended) : tally.LastDoneAt - fellAt;
        await floor.VerifyAsync(node.Journals, cancellationToken);
        var done = fell + (long)(took.TotalSeconds * Stopwatch.Frequency);
        var run = new LiquidationRun(took.TotalSeconds, tally, load.Between(began, fell), load.Between(fell, done), load.Between(ended, stopped));
        say(string.Create(CultureInfo.InvariantCulture, $"{run}"));
        return run;
    }
}
