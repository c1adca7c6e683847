using System.CommandLine;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Cli.Scenarios;

/// <summary>The option that names a scenario set.</summary>
internal static class ScenariosOption
{
    public static Option<string?> Make() => new("--scenarios") { Description = "A scenario set built by 'scenarios build'; without it the built-in one, which knows no past days", HelpName = "FILE" };

    /// <summary>The set of a file, or the built-in one.</summary>
    /// <exception cref="CliException">There is no such file, or no scenario set in it.</exception>
    public static ScenarioSet Read(string? path)
    {
        if (path is null) return ScenarioSet.Default;
        if (!File.Exists(path)) throw new CliException($"There is no file '{path}'. 'clearinghouse scenarios build' makes one.");
        try
        {
            return ScenarioDocument.Read(File.ReadAllBytes(path));
        }
        catch (FormatException error)
        {
            throw new CliException($"'{path}': {error.Message.TrimEnd('.')}. 'clearinghouse scenarios build' makes one.", error);
        }
    }
}
