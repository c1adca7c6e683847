using System.Management.Automation.Language;
using Xunit;

namespace Clearinghouse.Cli.Tests.Repository;

/// <summary>build.ps1 must stay a thin list of dotnet commands. It is parsed, not run: PowerShell need not be installed.</summary>
public sealed class BuildScriptTests
{
    [Fact]
    public void BuildScript_IsPowerShell_WithoutParseErrors()
    {
        Parse(out var errors);
        Assert.Empty(errors);
    }

    [Fact]
    public void BuildScript_RestoresBuildsTestsAndPacks_InThatOrder()
    {
        var verbs = DotnetCommands().Select(command => command[1]);
        Assert.Equal(["restore", "build", "test", "pack"], verbs);
    }

    [Fact]
    public void BuildScript_BuildsTestsAndPacks_TheSameConfiguration()
    {
        foreach (var command in DotnetCommands().Skip(1))
            Assert.Contains("--configuration Release", string.Join(' ', command), StringComparison.Ordinal);
    }

    [Fact]
    public void BuildScript_HasNoOtherCommand_ThanDotnetAndSetLocation()
    {
        var names = Commands().Select(command => command.GetCommandName()).Distinct(StringComparer.Ordinal);
        Assert.Equal(["Set-Location", "dotnet"], names);
    }

    [Fact]
    public void BuildScript_StopsAtTheFirstFailure()
    {
        var text = RepositoryFiles.Read("build.ps1");
        Assert.Contains("$ErrorActionPreference = 'Stop'", text, StringComparison.Ordinal);
        Assert.Contains("$PSNativeCommandUseErrorActionPreference = $true", text, StringComparison.Ordinal);
    }

    private static List<string[]> DotnetCommands() =>
    [
        .. Commands()
            .Where(command => command.GetCommandName() == "dotnet")
            .Select(command => command.CommandElements.Select(element => element.Extent.Text).ToArray()),
    ];

    private static IEnumerable<CommandAst> Commands() => Parse(out _).FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();

    private static ScriptBlockAst Parse(out ParseError[] errors) => Parser.ParseFile(Path.Combine(RepositoryFiles.Root, "build.ps1"), out _, out errors);
}
