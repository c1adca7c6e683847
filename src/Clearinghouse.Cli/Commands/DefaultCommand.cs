using System.CommandLine;
using Clearinghouse.Cli.Databases;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Cli.Reports;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse default</c>: what became of accounts that could not pay.</summary>
internal static class DefaultCommand
{
    public static Command Make(CliOutput output)
    {
        var command = new Command(
            "default",
            """
            What became of accounts that could not pay, from a database, without a cluster: prices, what was closed and who took it over, who paid what and why.

            Examples:
              clearinghouse default list --database clearinghouse.db
              clearinghouse default show alice:3 --database clearinghouse.db
              clearinghouse default show alice:3 --database clearinghouse.db --html alice-3.html
            """);
        command.Subcommands.Add(MakeList(output));
        command.Subcommands.Add(MakeShow(output));
        return command;
    }

    private static Command MakeList(CliOutput output)
    {
        var (database, json) = (new DatabaseOption(), JsonOption.Make());
        var command = new Command("list", "Every default, in the order in which they were declared.") { json };
        database.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = await database.OpenAsync(parsed, cancellation);
            var defaults = await new DefaultJournals(opened.Store).ListAsync(cancellation);
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.default-list/1", defaults });
            else DefaultListText.Write(output, defaults);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command MakeShow(CliOutput output)
    {
        var id = new Argument<string>("ID") { Description = "The default, as `default list` names it" };
        var html = new Option<string?>("--html") { Description = "Also a page of it, with plots", HelpName = "FILE" };
        var (database, json) = (new DatabaseOption(), JsonOption.Make());
        var command = new Command("show", "A default from the margin call to the last recovery.") { id, html, json };
        database.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!DefaultId.TryCreate(parsed.GetValue(id), out var cause)) throw new CliException($"'{parsed.GetValue(id)}' is no id of a default.");
            await using var opened = await database.OpenAsync(parsed, cancellation);
            var story = await new DefaultJournals(opened.Store).ReadAsync(cause, cancellation);
            if (parsed.GetValue(html) is { } page) await File.WriteAllTextAsync(page, DefaultStoryPage.Of(story), cancellation);
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.default/1", story });
            else DefaultStoryText.Write(output, story);
            return ExitCodes.Done;
        });
        return command;
    }
}
