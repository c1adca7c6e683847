using System.CommandLine;
using System.Globalization;
using Clearinghouse.Cli.Databases;
using Clearinghouse.Cli.Verification;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse verify</c>.</summary>
internal static class VerifyCommand
{
    public static Command Make(CliOutput output)
    {
        var database = new DatabaseOption();
        var json = JsonOption.Make();
        var command = new Command(
            "verify",
            """
            Check a database without a cluster: hash chains, folds, snapshots, conservation. Exit 6 names the first thing wrong.

            Examples:
              clearinghouse verify --database clearinghouse.db
              clearinghouse verify --postgres-connection-env CLEARINGHOUSE_DB --json
            """);
        database.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = await database.OpenAsync(parsed, cancellation);
            var report = await new DatabaseVerification(opened.Store).RunAsync(cancellation);
            if (parsed.GetValue(json)) output.WriteJson(VerificationDocument.From(report));
            else Write(output, report);
            if (report.Journals == 0 && report.Holds) await output.Talk.WriteLineAsync("The database holds no journal yet.");
            return report.Holds ? ExitCodes.Done : ExitCodes.VerificationFailed;
        });
        return command;
    }

    /// <summary>The report as a table, with the fault below it on standard error.</summary>
    public static void Write(CliOutput output, VerificationReport report)
    {
        var rows = new List<(string, string)>
        {
            ("journals", Number(report.Journals)),
            ("segments, hash and link checked", Number(report.Segments)),
            ("events refolded", Number(report.Events)),
            ("snapshots compared", Number(report.Snapshots)),
        };
        foreach (var pool in report.Pools)
        {
            rows.Add(($"pool {pool.Pool}: accounts", Number(pool.Accounts)));
            rows.Add(($"pool {pool.Pool}: paid in − paid out", (pool.PaidIn - pool.PaidOut).ToString()));
            rows.Add(($"pool {pool.Pool}: conservation residual", pool.Residual.ToString()));
        }

        output.WriteTable(report.Holds ? "verified" : "NOT verified", rows);
        if (report.Fault is { } fault) output.Talk.WriteLine($"clearinghouse: verification failed: {fault}");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
