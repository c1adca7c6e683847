using System.Diagnostics;
using System.Globalization;
using Clearinghouse.Benchmarks.Machine;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Risk;

namespace Clearinghouse.Benchmarks.Margin;

/// <summary>Measures margin: whole portfolio statements on all cores beside a plain loop over the same vectors, in turn; then a shard's sweep, full and skipping those that can't be short; then plans of liquidations.</summary>
/// <param name="positionCounts">Positions of the portfolios.</param>
/// <param name="accountCounts">Accounts of the sweeps.</param>
/// <param name="repetitions">Of each measurement.</param>
/// <param name="window">How long one counts.</param>
/// <param name="folder">Where the disk is probed.</param>
/// <param name="say">Hears of progress.</param>
internal sealed class MarginBenchmark(IReadOnlyList<int> positionCounts, IReadOnlyList<int> accountCounts, int repetitions, TimeSpan window, DirectoryInfo folder, Action<string> say)
{
    private const int Portfolios = 256;
    private const int PortfoliosPerShard = 2_000;
    private const int PortfolioMarginEvery = 100;

    private readonly MarginPolicies _policy = MarginPolicies.Default;

    /// <summary>Runs it.</summary>
    public MarginReport Run()
    {
        var (machine, world) = (MachineDescription.Describe(folder), new MarginWorld());
        var statements = positionCounts.Select(positions => Measure(world, positions)).ToList();
        var sweeps = accountCounts.Select(count => Sweep(world, count)).ToList();
        say("plans of liquidations");
        var plans = new PlanBenchmark(world, repetitions).Run();
        return new MarginReport(machine, repetitions, window.TotalSeconds, MarginWorld.Scenarios, statements, sweeps, plans);
    }

    private StatementRow Measure(MarginWorld world, int positions)
    {
        say(string.Create(CultureInfo.InvariantCulture, $"statements of {positions} positions"));
        var inputs = Enumerable.Range(0, Portfolios).Select(_ => world.Portfolio(positions)).ToArray();
        var plain = inputs.Select(PlainPortfolio.Of).ToArray();
        var books = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => BookOf(world, positions)).ToArray();
        var (ours, swept, theirs) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i <= repetitions; i++)
        {
            // The first round is warm-up.
            var (statements, loops) = (RateOnAllCores(at => _policy.Evaluate(inputs[at % Portfolios])), RateOnAllCores(at => plain[at % Portfolios].LargestLoss()));
            var sweeps = SweepRateOnAllCores(world, books);
            if (i == 0) continue;
            ours.Add(statements);
            swept.Add(sweeps);
            theirs.Add(loops);
        }

        ours.Sort();
        swept.Sort();
        theirs.Sort();
        return new StatementRow(positions, ours[ours.Count / 2], ours[0], ours[^1], swept[swept.Count / 2], theirs[theirs.Count / 2]);
    }

    /// <summary>A shard whose portfolios all have many times what they need.</summary>
    private RiskBook BookOf(MarginWorld world, int positions)
    {
        var book = new RiskBook(_policy);
        for (var i = 0; i < PortfoliosPerShard; i++) book.Report(world.PortfolioAccount(i, positions));
        var sweep = book.Sweep(world);
        return sweep.Exact == 0 ? book : throw new InvalidOperationException($"{sweep.Exact} portfolios were not cleared by the bound");
    }

    private double SweepRateOnAllCores(MarginWorld world, RiskBook[] books)
    {
        var (began, counts) = (Stopwatch.GetTimestamp(), new long[books.Length]);
        Parallel.For(0, books.Length, new ParallelOptions { MaxDegreeOfParallelism = books.Length }, core =>
        {
            while (Stopwatch.GetElapsedTime(began) < window) counts[core] += books[core].Sweep(world).Accounts;
        });
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private double RateOnAllCores<T>(Func<int, T> work)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = new long[Environment.ProcessorCount];
        Parallel.For(0, counts.Length, new ParallelOptions { MaxDegreeOfParallelism = counts.Length }, core =>
        {
            var done = 0;
            while (Stopwatch.GetElapsedTime(began) < window)
            {
                for (var i = 0; i < 64; i++) GC.KeepAlive(work(done++));
            }

            counts[core] = done;
        });
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private SweepRow Sweep(MarginWorld world, int count)
    {
        say(string.Create(CultureInfo.InvariantCulture, $"a shard of {count:N0} accounts"));
        var (book, exposures) = (new RiskBook(_policy), new AccountExposure[count]);
        for (var i = 0; i < count; i++) book.Report(exposures[i] = world.Account(i, PortfolioMarginEvery));
        var (exact, shorts) = (book.Sweep(world).Exact, 0);
        var skipping = Median(() => book.Sweep(world));
        var full = Median(() =>
        {
            shorts = 0;
            foreach (var exposure in exposures)
                if (!_policy.Evaluate(exposure.ToInput(world)!).IsMaintenanceCovered) shorts++;
        });
        if (shorts != book.Sweep(world).Short) throw new InvalidOperationException($"the sweep found {book.Sweep(world).Short} short accounts, the exact statements {shorts}");
        return new SweepRow(count, full, skipping, exact, Median(() => book.Stress(world)));
    }

    private double Median(Action work)
    {
        work();
        var times = new List<double>();
        for (var i = 0; i < repetitions; i++)
        {
            var began = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
