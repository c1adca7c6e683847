using System.Text.RegularExpressions;
using Xunit;

namespace Clearinghouse.Cli.Tests.Repository;

/// <summary>What the README tells a newcomer to type is what CI runs.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> Commands => [.. CommandBlock().Matches(RepositoryFiles.Read("README.md"))
        .SelectMany(block => block.Groups["commands"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal)];

    [Fact]
    public void Readme_HasCommands() => Assert.True(Commands.Count >= 6);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_NamesAProject_ThatExists(string command)
    {
        if (Project().Match(command) is not { Success: true } match) return;
        Assert.True(Directory.Exists(Path.Combine(RepositoryFiles.Root, match.Groups["folder"].Value)), match.Groups["folder"].Value);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_IsRun_ByContinuousIntegration(string command)
    {
        var ci = RepositoryFiles.Read(".ci/run");
        var expected = command.Contains("Clearinghouse.Cli", StringComparison.Ordinal)
            ? "\"${cli[@]}\" " + Verb().Match(command).Groups["verb"].Value
            : Project().Match(command) is { Success: true } project ? $"--project {project.Groups["folder"].Value}" : command;
        Assert.Contains(expected, ci, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"```\n(?<commands>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex CommandBlock();

    [GeneratedRegex(@"--project (?<folder>\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Project();

    [GeneratedRegex(@" -- (?<verb>\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Verb();
}
