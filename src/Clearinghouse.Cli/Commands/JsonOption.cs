using System.CommandLine;

namespace Clearinghouse.Cli.Commands;

/// <summary>The switch that every verb has.</summary>
internal static class JsonOption
{
    public static Option<bool> Make() => new("--json") { Description = "Write a JSON document to standard output" };
}
