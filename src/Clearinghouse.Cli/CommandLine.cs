using System.CommandLine;
using Clearinghouse.Cli.Commands;

namespace Clearinghouse.Cli;

/// <summary>The <c>clearinghouse</c> command.</summary>
public static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">What was typed after the command's name.</param>
    /// <param name="output">Where data and talk go.</param>
    /// <param name="cancellationToken">Interrupts, as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CliOutput output, CancellationToken cancellationToken = default)
    {
        var parsed = MakeRoot(output).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await output.Talk.WriteLineAsync($"clearinghouse: {error.Message}");
            await output.Talk.WriteLineAsync("Try --help.");
            return ExitCodes.BadInput;
        }

        try
        {
            // Interruption is the caller's: the library's own would end the process two seconds after Ctrl-C, done or not.
            var invocation = new InvocationConfiguration { Output = output.Data, Error = output.Talk, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (Exception error)
        {
            var failure = CommandFailure.From(error);
            await output.Talk.WriteLineAsync($"clearinghouse: {failure.Line}");
            return failure.ExitCode;
        }
    }

    private static RootCommand MakeRoot(CliOutput output)
    {
        var root = new RootCommand(
            """
            The clearinghouse from the command line.

            Examples:
              clearinghouse replay --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz --accounts 1000 --venues 2
              clearinghouse verify --database clearinghouse.db
              clearinghouse inspect journal market/BTC --database clearinghouse.db --from 1 --most 20
              clearinghouse check tests/acceptance
              clearinghouse margin explain alice --database clearinghouse.db
              clearinghouse default list --database clearinghouse.db
              clearinghouse pool show --database clearinghouse.db
              clearinghouse pool protocols --database clearinghouse.db
              clearinghouse model evaluate --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz
              clearinghouse backtest --bars BTCUSDT=btc.csv.gz --level 0.99
            """);
        root.Subcommands.Add(ReplayCommand.Make(output));
        root.Subcommands.Add(EpisodesCommand.Make(output));
        root.Subcommands.Add(VerifyCommand.Make(output));
        root.Subcommands.Add(InspectCommand.Make(output));
        root.Subcommands.Add(CheckCommand.Make(output));
        root.Subcommands.Add(MarginCommand.Make(output));
        root.Subcommands.Add(DefaultCommand.Make(output));
        root.Subcommands.Add(PoolCommand.Make(output));
        root.Subcommands.Add(ScenariosCommand.Make(output));
        root.Subcommands.Add(ModelCommand.Make(output));
        root.Subcommands.Add(BacktestCommand.Make(output));
        return root;
    }
}
