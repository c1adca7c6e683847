using System.Text.Json;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>One run of the command inside this process, with what it wrote.</summary>
internal sealed record CliRun(int ExitCode, string Data, string Talk)
{
    public static async Task<CliRun> Of(string[] args, CancellationToken cancellationToken = default)
    {
        using var data = new StringWriter();
        using var talk = new StringWriter();
        var code = await CommandLine.RunAsync(args, new CliOutput(data, talk, isTerminal: false), cancellationToken);
        return new CliRun(code, data.ToString(), talk.ToString());
    }

    public JsonElement Json => JsonDocument.Parse(Data).RootElement;

    /// <summary>What a person reads when something is wrong: one line.</summary>
    public string Line => Talk.Trim();
}
