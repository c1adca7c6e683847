using System.CommandLine;
using Clearinghouse.Benchmarks.Activation;
using Clearinghouse.Benchmarks.Forecasting;
using Clearinghouse.Benchmarks.Liquidations;
using Clearinghouse.Benchmarks.Load;
using Clearinghouse.Benchmarks.Margin;
using Clearinghouse.Benchmarks.Pricing;
using Clearinghouse.Benchmarks.Reports;
using Clearinghouse.Benchmarks.Workloads;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks;

/// <summary>The command line: a report on standard output, progress on standard error.</summary>
internal static class BenchmarkCommand
{
    private const int Done = 0;
    private const int BadInput = 2;

    private static readonly Option<bool> Quick = new("--quick") { Description = "A smoke test of seconds: one short repetition of each" };
    private static readonly Option<bool> AsJson = new("--json") { Description = "JSON on standard output; the table then goes to standard error" };
    private static readonly Option<string[]> Workloads = Choice("--workload", "Only these", [.. WorkloadNames.All]);
    private static readonly Option<string[]> Databases = Choice("--database", "Only these", "sqlite", "postgres");
    private static readonly Option<int[]> InFlight = new("--in-flight") { Description = "Calls in flight; default 1 64 1024", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> Repetitions = new("--repetitions") { Description = "Of each measurement", DefaultValueFactory = _ => 3 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "That a repetition counts", DefaultValueFactory = _ => 2 };
    private static readonly Option<DirectoryInfo?> Folder = new("--folder") { Description = "Where SQLite files lie for the time being; default the system's temporary folder" };
    private static readonly Option<bool> Activation = new("--activation") { Description = "Measure instead how long a market with a long journal takes to wake up" };
    private static readonly Option<int> Events = new("--events") { Description = "Trades in that journal", DefaultValueFactory = _ => 1_000_000 };

    private static readonly Option<bool> Pricing = new("--black76") { Description = "Measure instead how fast and how exact options are priced, beside QuantLib" };
    private static readonly Option<int[]> OptionCounts = new("--options") { Description = "Options in a pass of that; default 10000 100000 1000000", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<bool> Margin = new("--margin") { Description = "Measure instead how many portfolio statements are computed per second, and how long a sweep of all accounts takes" };
    private static readonly Option<int[]> AccountCounts = new("--accounts") { Description = "Accounts of those sweeps; default 10000 100000 1000000. Or of the liquidations: one number, default 1000", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<int[]> PositionCounts = new("--positions") { Description = "Positions of those portfolios; default 5 20 100", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<bool> Forecasts = new("--forecasting") { Description = "Measure instead how fast a bar is scored, the champion trained, and every model evaluated" };
    private static readonly Option<bool> Liquidations = new("--liquidations") { Description = "Measure instead how long many accounts that fall short at once take, and what clearing in another market notices" };
    private static readonly Option<int> Days = new("--days") { Description = "Days of each of that's five markets", DefaultValueFactory = _ => 1_725 };

    /// <summary>Runs one command line; returns 0, 2 for wrong usage or a missing PostgreSQL, 1 for a bug.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            """
            Measures durable clearing beside a bare grain call, Orleans.Transactions and WriteStateAsync, on nodes inside this process.

            Examples:
              dotnet run -c Release --project tests/Clearinghouse.Benchmarks
              dotnet run -c Release --project tests/Clearinghouse.Benchmarks -- --quick
              dotnet run -c Release --project tests/Clearinghouse.Benchmarks -- --workload clear --database sqlite --in-flight 64 --seconds 20
              dotnet run -c Release --project tests/Clearinghouse.Benchmarks -- --activation --events 1000000
              dotnet run -c Release --project tests/Clearinghouse.Benchmarks -- --black76
              dotnet run -c Release --project tests/Clearinghouse.Benchmarks -- --margin
              dotnet run -c Release --project tests/Clearinghouse.Benchmarks -- --forecasting
              dotnet run -c Release --project tests/Clearinghouse.Benchmarks -- --liquidations --accounts 1000
            """)
        {
            Quick, AsJson, Workloads, Databases, InFlight, Repetitions, Seconds, Folder, Activation, Events, Pricing, OptionCounts, Margin, AccountCounts, PositionCounts, Forecasts, Days, Liquidations,
        };
        foreach (var (option, least, most) in new[] { (Repetitions, 1, 1_000), (Events, 1, 100_000_000), (Days, 600, 10_000) })
            option.Validators.Add(result => Check(result.GetValueOrDefault<int>(), least, most, option.Name, result.AddError));
        Seconds.Validators.Add(result => Check(result.GetValueOrDefault<double>(), 0.1, 3_600, Seconds.Name, result.AddError));
        foreach (var (option, most) in new[] { (InFlight, 100_000), (OptionCounts, 100_000_000), (AccountCounts, 10_000_000), (PositionCounts, 152) })
            option.Validators.Add(result => Array.ForEach(result.GetValueOrDefault<int[]>() ?? [], value => Check(value, 1, most, option.Name, result.AddError)));
        root.SetAction(RunAsync);
        var parsed = root.Parse(args);
        return parsed.Errors.Count > 0 ? await RefuseAsync(string.Join(' ', parsed.Errors.Select(error => error.Message))) : await parsed.InvokeAsync();
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = (parsed.GetValue(Folder) ?? new DirectoryInfo(Path.GetTempPath())).CreateSubdirectory($"clearinghouse-benchmarks-{Path.GetRandomFileName()}");
        try
        {
            if (parsed.GetValue(Activation))
            {
                var repetitions = parsed.GetValue(Quick) ? 1 : parsed.GetValue(Repetitions);
                var woken = await new ActivationBenchmark(parsed.GetValue(Events), repetitions, folder, Say).RunAsync(cancellationToken);
                await PrintAsync(parsed.GetValue(AsJson), Markdown.Write(woken), woken);
            }
            else if (parsed.GetValue(Pricing))
            {
                var priced = await PricingBenchmarkOf(parsed, folder).RunAsync(cancellationToken);
                await PrintAsync(parsed.GetValue(AsJson), Markdown.Write(priced), priced);
            }
            else if (parsed.GetValue(Margin))
            {
                var margined = MarginBenchmarkOf(parsed, folder).Run();
                await PrintAsync(parsed.GetValue(AsJson), Markdown.Write(margined), margined);
            }
            else if (parsed.GetValue(Liquidations))
            {
                var liquidated = await new LiquidationBenchmark(LiquidationOptionsOf(parsed, folder), Say).RunAsync(cancellationToken);
                await PrintAsync(parsed.GetValue(AsJson), Markdown.Write(liquidated), liquidated);
            }
            else if (parsed.GetValue(Forecasts))
            {
                var isQuick = parsed.GetValue(Quick);
                var forecast = new ForecastBenchmark(isQuick ? 600 : parsed.GetValue(Days), !isQuick, isQuick ? 1 : parsed.GetValue(Repetitions), folder, Say).Run(cancellationToken);
                await PrintAsync(parsed.GetValue(AsJson), Markdown.Write(forecast), forecast);
            }
            else
            {
                var measured = await new LoadBenchmark(LoadOptionsOf(parsed, folder), Say).RunAsync(cancellationToken);
                await PrintAsync(parsed.GetValue(AsJson), Markdown.Write(measured), measured);
            }

            return Done;
        }
        catch (FileNotFoundException missing)
        {
            return await RefuseAsync($"{missing.Message} Or measure without it: --database sqlite.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static PricingBenchmark PricingBenchmarkOf(ParseResult parsed, DirectoryInfo folder)
    {
        var isQuick = parsed.GetValue(Quick);
        return new PricingBenchmark(
            parsed.GetValue(OptionCounts) is { Length: > 0 } counts ? counts : isQuick ? [10_000] : [10_000, 100_000, 1_000_000],
            isQuick ? 1 : parsed.GetValue(Repetitions),
            TimeSpan.FromSeconds(isQuick ? 0.3 : parsed.GetValue(Seconds)),
            folder,
            Say);
    }

    private static MarginBenchmark MarginBenchmarkOf(ParseResult parsed, DirectoryInfo folder)
    {
        var isQuick = parsed.GetValue(Quick);
        return new MarginBenchmark(
            parsed.GetValue(PositionCounts) is { Length: > 0 } positions ? positions : [5, 20, 100],
            parsed.GetValue(AccountCounts) is { Length: > 0 } counts ? counts : isQuick ? [10_000] : [10_000, 100_000, 1_000_000],
            isQuick ? 1 : parsed.GetValue(Repetitions),
            TimeSpan.FromSeconds(isQuick ? 0.3 : parsed.GetValue(Seconds)),
            folder,
            Say);
    }

    private static LoadOptions LoadOptionsOf(ParseResult parsed, DirectoryInfo folder)
    {
        var isQuick = parsed.GetValue(Quick);
        var window = TimeSpan.FromSeconds(isQuick ? 0.3 : parsed.GetValue(Seconds));
        return new LoadOptions(
            DatabasesOf(parsed),
            parsed.GetValue(Workloads) is { Length: > 0 } workloads ? workloads : WorkloadNames.All,
            parsed.GetValue(InFlight) is { Length: > 0 } inFlight ? inFlight : [1, 64, 1_024],
            isQuick ? 1 : parsed.GetValue(Repetitions),
            window,
            WarmUp: isQuick ? window : TimeSpan.FromSeconds(1.5),
            folder);
    }

    private static LiquidationOptions LiquidationOptionsOf(ParseResult parsed, DirectoryInfo folder)
    {
        var isQuick = parsed.GetValue(Quick);
        return new LiquidationOptions(
            DatabasesOf(parsed),
            parsed.GetValue(AccountCounts) is [var accounts, ..] ? accounts : isQuick ? 30 : 1_000,
            parsed.GetValue(InFlight) is [var inFlight, ..] ? inFlight : 16,
            isQuick ? 1 : parsed.GetValue(Repetitions),
            TimeSpan.FromSeconds(isQuick ? 0.3 : parsed.GetValue(Seconds)),
            folder);
    }

    private static IReadOnlyList<DatabaseKind> DatabasesOf(ParseResult parsed) =>
        parsed.GetValue(Databases) is { Length: > 0 } databases ? [.. databases.Select(name => Enum.Parse<DatabaseKind>(name, ignoreCase: true))] : [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    private static Option<string[]> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static void Check<T>(T value, T least, T most, string option, Action<string> refuse)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0) refuse($"{option} must be from {least} to {most}, not {value}.");
    }

    private static Task PrintAsync<T>(bool asJson, string markdown, T report)
    {
        if (asJson) Console.Out.WriteLine(Json.Write(report));
        return (asJson ? Console.Error : Console.Out).WriteLineAsync(markdown);
    }

    private static async Task<int> RefuseAsync(string line)
    {
        await Console.Error.WriteLineAsync($"benchmarks: {line}");
        return BadInput;
    }

    private static void Say(string line) => Console.Error.WriteLine(line);
}
