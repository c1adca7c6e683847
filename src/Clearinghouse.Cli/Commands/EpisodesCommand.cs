using System.CommandLine;
using Clearinghouse.Cli.Episodes;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Cli.Reports;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse episodes</c>.</summary>
internal static class EpisodesCommand
{
    public static Command Make(CliOutput output)
    {
        var file = new Argument<string>("FILE") { Description = "A list of episodes, such as docs/examples/episodes.json" };
        var data = new Option<string>("--data") { Description = "The folder in which the files of bars lie", HelpName = "FOLDER", DefaultValueFactory = _ => "." };
        var html = new Option<string?>("--html") { Description = "A page with all of them and their plots", HelpName = "FILE" };
        var json = JsonOption.Make();
        var command = new Command(
            "episodes",
            """
            Replay a list of episodes, each with fixed margin and with margin that follows forecasts, into one report.

            Examples:
              clearinghouse episodes docs/examples/episodes.json --data bars --html episodes.html
              clearinghouse episodes docs/examples/episodes.json --data bars --json > episodes.json
            """)
        {
            file, data, html, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetValue(data)!;
            var (outcomes, holds) = (new List<EpisodeOutcome>(), true);
            foreach (var episode in EpisodeFile.Read(parsed.GetValue(file)!, folder))
            {
                await output.Talk.WriteLineAsync($"clearinghouse: {episode.Name}");
                var (comparison, verification) = await ReplayRunner.CompareAsync(episode.ToOptions(folder), output, cancellation);
                outcomes.Add(new EpisodeOutcome(episode.Name, comparison));
                holds &= verification.Holds;
                if (verification.Fault is { } fault) await output.Talk.WriteLineAsync($"clearinghouse: {episode.Name}: verification failed: {fault}");
            }

            var report = new EpisodesReport(outcomes);
            if (parsed.GetValue(html) is { } page) await File.WriteAllTextAsync(page, EpisodesPage.Of(report), cancellation);
            if (parsed.GetValue(json)) output.WriteJson(report);
            else EpisodesTable.Write(output, report);
            return holds ? ExitCodes.Done : ExitCodes.VerificationFailed;
        });
        return command;
    }
}
