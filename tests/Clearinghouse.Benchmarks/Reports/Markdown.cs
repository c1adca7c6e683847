using System.Globalization;
using System.Text;
using Clearinghouse.Benchmarks.Activation;
using Clearinghouse.Benchmarks.Forecasting;
using Clearinghouse.Benchmarks.Liquidations;
using Clearinghouse.Benchmarks.Load;
using Clearinghouse.Benchmarks.Machine;
using Clearinghouse.Benchmarks.Margin;
using Clearinghouse.Benchmarks.Pricing;
using Clearinghouse.Benchmarks.Workloads;

namespace Clearinghouse.Benchmarks.Reports;

/// <summary>Reports as Markdown, ready for <c>docs/performance.md</c>.</summary>
internal static class Markdown
{
    private const string Missing = "–";

    /// <summary>The load report: a table per section.</summary>
    public static string Write(LoadReport report)
    {
        var text = new StringBuilder();
        Describe(text, report.Machine);
        text.AppendLine(CultureInfo.InvariantCulture, $"Medians of {report.Repetitions} repetitions of {report.WindowSeconds:0.##} s; in brackets the slowest and the fastest.");
        foreach (var section in report.Rows.GroupBy(row => row.InFlight))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### {section.Key:N0} in flight").AppendLine();
            text.AppendLine("| database | what | per second | until settled | p50 ms | p99 ms | failed | × ping | × transfer | × WriteState |");
            text.AppendLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
            foreach (var row in section) text.AppendLine(Line(row));
        }

        return text.ToString();
    }

    /// <summary>The report on waking up.</summary>
    public static string Write(ActivationReport report)
    {
        var text = new StringBuilder();
        Describe(text, report.Machine);
        text.AppendLine(CultureInfo.InvariantCulture, $"A market of {report.Accounts:N0} accounts whose journal holds {report.Trades:N0} trades, on SQLite; with the accounts' journals {report.DatabaseMiB:N0} MiB.").AppendLine();
        text.AppendLine("| market wakes up | first answer, s | owed legs then | nothing owed, s |");
        text.AppendLine("| --- | ---: | ---: | ---: |");
        foreach (var row in report.Rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Name} | {row.FirstAnswerSeconds:N3} | {row.OwedLegs:N0} | {row.NothingOwedSeconds:N3} |");
        return text.ToString();
    }

    /// <summary>The report on Black-76: rates, then errors.</summary>
    public static string Write(PricingReport report)
    {
        var text = new StringBuilder();
        Describe(text, report.Machine);
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.QuantLib}. One core; medians of {report.Repetitions} repetitions of {report.WindowSeconds:0.##} s; in brackets the slowest and the fastest.").AppendLine();
        text.AppendLine("| options | what | million per second | × QuantLib |");
        text.AppendLine("| ---: | --- | ---: | ---: |");
        foreach (var row in report.Rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Options:N0} | {row.By} | {row.PerSecond / 1e6:0.0} [{row.LeastPerSecond / 1e6:0.0}..{row.MostPerSecond / 1e6:0.0}] | {Ratio(row.TimesQuantLib)} |");
        if (report.Accuracy.Count == 0) return text.ToString();

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Largest errors over {report.AccuracyOptions:N0} options, against the formula in 113-bit arithmetic:").AppendLine();
        text.AppendLine("| whose | price | price, relative | delta | gamma | vega |");
        text.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var row in report.Accuracy)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.By} | {row.Price:0.0e0} | {row.RelativePrice:0.0e0} | {row.Delta:0.0e0} | {row.Gamma:0.0e0} | {row.Vega:0.0e0} |");
        return text.ToString();
    }

    /// <summary>The report on margin: statements, then sweeps.</summary>
    public static string Write(MarginReport report)
    {
        var text = new StringBuilder();
        Describe(text, report.Machine);
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Scenarios} scenarios. All cores; medians of {report.Repetitions} repetitions of {report.WindowSeconds:0.##} s; in brackets the slowest and the fastest.").AppendLine();
        text.AppendLine("| positions | portfolio statements per second | × the loop's time | swept by the bound per second | × the loop's time | plain loop per second |");
        text.AppendLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var row in report.Statements)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Positions} | {Number(row.StatementsPerSecond)} [{Number(row.LeastPerSecond)}..{Number(row.MostPerSecond)}] | {row.TimesPlain:0.00} | {Number(row.SweptPerSecond)} | {row.SweptTimesPlain:0.00} | {Number(row.PlainPerSecond)} |");
        text.AppendLine().AppendLine("A shard's sweep on one core; one account in a hundred has portfolio margin, one in ten little to spare:").AppendLine();
        text.AppendLine("| accounts | every account exactly, ms | skipping those that can't be short, ms | exact all the same | × faster | every stress event, ms |");
        text.AppendLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var row in report.Sweeps)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Accounts:N0} | {row.FullMs:N1} | {row.SkippingMs:N1} | {row.Exact:N0} | {row.FullMs / row.SkippingMs:0.0} | {row.StressMs:N1} |");
        text.AppendLine().AppendLine("Plans of liquidations, on one core:").AppendLine();
        text.AppendLine("| margin | positions | ms per plan | brought back to their target |");
        text.AppendLine("| --- | ---: | ---: | ---: |");
        foreach (var row in report.Plans)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Mode} | {row.Positions} | {row.Milliseconds:0.000} [{row.LeastMilliseconds:0.000}..{row.MostMilliseconds:0.000}] | {row.Restored:P0} |");
        return text.ToString();
    }

    /// <summary>The report on liquidations: how long they take, then what others notice.</summary>
    public static string Write(LiquidationReport report)
    {
        var text = new StringBuilder();
        Describe(text, report.Machine);
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Accounts:N0} accounts fall short at one price; {report.InFlight} calls in flight in another market. Medians of {report.Repetitions} repetitions, {report.WindowSeconds:0.##} s before and after; in brackets the fastest and the slowest.").AppendLine();
        text.AppendLine("| database | recovered | closed | seconds until all are done | close-outs | close-outs per second |");
        text.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var row in report.Liquidations)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Database} | {row.Recovered:N0} | {row.Closed:N0} | {row.Seconds:0.0} [{row.LeastSeconds:0.0}..{row.MostSeconds:0.0}] | {row.CloseOuts:N0} | {row.CloseOutsPerSecond:N0} |");
        text.AppendLine().AppendLine("Clearing in the other market, and in brackets the same load on a pool without a default policy:").AppendLine();
        text.AppendLine("| database | window | per second | p50 ms | p99 ms | × rate | × p50 | × p99 |");
        text.AppendLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var row in report.Clearing)
        {
            string[] cells = [row.Database.ToString(), row.Window, Beside(sample => Number(sample.PerSecond)), Beside(sample => Latency(sample.P50Ms)), Beside(sample => Latency(sample.P99Ms)), Times(row.TimesPeerRate), Times(row.TimesPeerP50), Times(row.TimesPeerP99)];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");
            string Beside(Func<WindowSample, string> write) => $"{write(row.Clearing)} [{write(row.Peer)}]";
        }

        return text.ToString();

        static string Times(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? Missing;
    }

    /// <summary>The report on forecasting.</summary>
    public static string Write(ForecastReport report)
    {
        var text = new StringBuilder();
        Describe(text, report.Machine);
        text.AppendLine("| what | time |").AppendLine("| --- | ---: |");
        var (median, least, most) = report.BarMicroseconds;
        text.AppendLine(CultureInfo.InvariantCulture, $"| one bar of one market: features, champion, challenger, margins; midnight's work shared out | {median:0.0} µs [{least:0.0}..{most:0.0}] |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| the bar that ends a day: quantiles, drift, refits | {report.MidnightMicroseconds:0} µs |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| a market's memory as it is stored | {report.StateBytes / 1024.0:0} KiB |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| fitting the champion on {report.Markets} markets of {report.Days:N0} days | {report.FitSeconds:0.00} s |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| training it with its evidence: walk-forward, hold-out, margin back-test | {report.TrainSeconds:0.0} s |");
        if (report.EvaluateDays is { Models: > 0 } byDays) text.AppendLine(CultureInfo.InvariantCulture, $"| walking {byDays.Models} models through these days | {byDays.Seconds:0} s |");
        if (report.EvaluateHours is { Models: > 0 } byHours)
            text.AppendLine(CultureInfo.InvariantCulture, $"| walking {byHours.Models} models through the hours of {report.HourMarkets} markets of {report.HourDays} days of five-minute bars | {byHours.Seconds:0} s |");
        return text.ToString();
    }

    private static void Describe(StringBuilder text, MachineDescription machine)
    {
        var load = machine.LoadBefore is { } before ? string.Create(CultureInfo.InvariantCulture, $", load average before {before:0.00}") : string.Empty;
        text.AppendLine(CultureInfo.InvariantCulture, $"{machine.Cores} cores of {machine.Cpu}, {machine.MemoryGiB:0.#} GiB, {machine.OperatingSystem}, {machine.Dotnet}; fsync of 4 KiB {machine.FsyncMs:0.000} ms{load}.").AppendLine();
    }

    private static string Line(LoadRow row)
    {
        // Only trades leave something to be written later.
        var leavesWork = row.Workload is WorkloadNames.Clear or WorkloadNames.ClearBatch;
        string[] cells =
        [
            row.Database.ToString(),
            row.Workload,
            $"{Number(row.PerSecond)} [{Number(row.LeastPerSecond)}..{Number(row.MostPerSecond)}]",
            leavesWork ? Number(row.SettledPerSecond) : Missing,
            Latency(row.P50Ms),
            Latency(row.P99Ms),
            Number(row.FailedCalls),
            Ratio(row.TimesPing),
            Ratio(row.TimesTransfer),
            Ratio(row.TimesWriteState),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Latency(double? ms) => ms?.ToString(ms < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture) ?? Missing;

    private static string Ratio(double? ratio) => ratio?.ToString(ratio < 1 ? "0.000" : ratio < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture) ?? Missing;
}
