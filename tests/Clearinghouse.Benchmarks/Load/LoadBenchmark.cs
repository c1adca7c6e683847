using System.Globalization;
using Clearinghouse.Benchmarks.Machine;
using Clearinghouse.Benchmarks.Nodes;
using Clearinghouse.Benchmarks.Reports;
using Clearinghouse.Benchmarks.Workloads;
using Clearinghouse.Silo.Tests.Fixtures;

namespace Clearinghouse.Benchmarks.Load;

/// <summary>
/// Measures every workload on every database in one run. Within a section (a number of calls in flight) all of them take turns, repetition by repetition, so that whatever else the machine
/// does at the time falls on all alike.
/// </summary>
/// <param name="options">What to measure.</param>
/// <param name="say">Hears of progress.</param>
internal sealed class LoadBenchmark(LoadOptions options, Action<string> say)
{
    private const int WarmUpInFlight = 64;

    /// <summary>Runs it.</summary>
    /// <exception cref="FileNotFoundException">PostgreSQL is asked for and not installed.</exception>
    public async Task<LoadReport> RunAsync(CancellationToken cancellationToken)
    {
        var machine = MachineDescription.Describe(options.Folder);
        await using var postgres = new PostgresServer();
        var (databases, nodes) = (new List<BenchmarkDatabase>(), new List<BenchmarkNode>());
        try
        {
            foreach (var kind in options.Databases)
            {
                say($"starting a node on {kind}");
                databases.Add(await BenchmarkDatabase.CreateAsync(kind, options.Folder, postgres));
                nodes.Add(await BenchmarkNode.StartAsync(databases[^1].Options, cancellationToken));
            }

            return new LoadReport(machine, options.Repetitions, options.Window.TotalSeconds, await MeasureAllAsync(nodes, cancellationToken));
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
            foreach (var database in databases) await database.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<LoadRow>> MeasureAllAsync(List<BenchmarkNode> nodes, CancellationToken cancellationToken)
    {
        var subjects = nodes.SelectMany(node => WorkloadsOf(node).Select(workload => new LoadSubject(node.Database.Kind, workload))).ToList();
        foreach (var subject in subjects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            say($"preparing {subject}");
            await subject.Workload.SetUpAsync();
            await ClosedLoop.RunAsync(subject.Workload, Math.Min(WarmUpInFlight, subject.Workload.MostInFlight), TimeSpan.Zero, options.WarmUp);
        }

        var rows = new List<LoadRow>();
        foreach (var inFlight in options.InFlight)
            rows.AddRange(await MeasureAsync([.. subjects.Where(subject => subject.Workload.MostInFlight >= inFlight)], inFlight, cancellationToken));
        return rows;
    }

    private async Task<IReadOnlyList<LoadRow>> MeasureAsync(List<LoadSubject> subjects, int inFlight, CancellationToken cancellationToken)
    {
        foreach (var subject in subjects) await ClosedLoop.RunAsync(subject.Workload, inFlight, TimeSpan.Zero, options.WarmUp);
        var samples = subjects.ToDictionary(subject => subject, _ => new List<LoadSample>());
        for (var repetition = 1; repetition <= options.Repetitions; repetition++)
        {
            foreach (var subject in subjects)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var sample = await ClosedLoop.RunAsync(subject.Workload, inFlight, options.LeadIn, options.Window);
                samples[subject].Add(sample);
                var failures = sample.FailedCalls == 0 ? string.Empty : $", {sample.FailedCalls} failed, first: {sample.FirstFailure}";
                say(string.Create(CultureInfo.InvariantCulture, $"{inFlight} in flight, {repetition} of {options.Repetitions}, {subject}: {sample.PerSecond:N0}/s{failures}"));
            }
        }

        return LoadRow.Summarize(inFlight, samples);
    }

    private IEnumerable<IWorkload> WorkloadsOf(BenchmarkNode node)
    {
        var floor = new ClearingFloor(node.Grains);
        IWorkload[] all =
        [
            new ClearWorkload(floor),
            new ClearBatchWorkload(floor),
            new DepositWorkload(floor),
            new PingWorkload(node.Grains),
            new TransferWorkload(node.Grains),
            new WriteStateWorkload(node.Grains),
        ];
        return all.Where(workload => options.Workloads.Contains(workload.Name, StringComparer.Ordinal));
    }
}
