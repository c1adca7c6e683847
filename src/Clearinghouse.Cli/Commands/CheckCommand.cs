using System.CommandLine;
using Clearinghouse.Cli.Acceptance;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse check</c>.</summary>
internal static class CheckCommand
{
    public static Command Make(CliOutput output)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Acceptance tables, or folders of them", Arity = ArgumentArity.OneOrMore };
        var json = JsonOption.Make();
        var command = new Command(
            "check",
            """
            Compute the cases of acceptance tables and compare. Exit 6 when one fails.

            Examples:
              clearinghouse check tests/acceptance
              clearinghouse check units.json positions.json --json
            """);
        command.Arguments.Add(paths);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var report = new AcceptanceRunner(AcceptanceKinds.All).Run(parsed.GetValue(paths)!);
            if (parsed.GetValue(json))
            {
                output.WriteJson(new { schema = "clearinghouse.check/1", report.Passed, report.Failed, report.Cases });
            }
            else
            {
                foreach (var result in report.Cases) output.Data.WriteLine(result);
                output.Talk.WriteLine($"{report.Passed} passed, {report.Failed} failed");
            }

            return report.Failed == 0 ? ExitCodes.Done : ExitCodes.VerificationFailed;
        });
        return command;
    }
}
