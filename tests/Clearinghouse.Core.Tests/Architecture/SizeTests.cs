using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Clearinghouse.Core.Tests.Architecture;

/// <summary>
/// Files and methods fit on a few screens. A ratchet: what was too long when the rule came is listed with its length, may shrink, and may not grow. The aim
/// is that both lists are empty.
/// </summary>
public sealed class SizeTests
{
    private const int MaxFileLines = 400;
    private const int MaxMethodLines = 60;

    private static readonly Dictionary<string, int> LongFiles = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, int> LongMethods = new(StringComparer.Ordinal);

    [Fact]
    public void Files_AreShort() => Assert.Empty(Offenders(SourceTree.Files.Select(file => (file.Path, file.LineCount)), MaxFileLines, LongFiles));

    [Fact]
    public void Methods_AreShort() => Assert.Empty(Offenders(SourceTree.Files.SelectMany(MethodsOf), MaxMethodLines, LongMethods));

    [Fact]
    public void Lists_HoldOnlyWhatIsStillTooLong()
    {
        Assert.Empty(Outdated(SourceTree.Files.Select(file => (file.Path, file.LineCount)), MaxFileLines, LongFiles));
        Assert.Empty(Outdated(SourceTree.Files.SelectMany(MethodsOf), MaxMethodLines, LongMethods));
    }

    private static IEnumerable<string> Offenders(IEnumerable<(string Name, int Lines)> all, int most, Dictionary<string, int> known) =>
        all.Where(found => found.Lines > known.GetValueOrDefault(found.Name, most)).Select(found => $"{found.Name}: {found.Lines} lines, at most {known.GetValueOrDefault(found.Name, most)}");

    private static IEnumerable<string> Outdated(IEnumerable<(string Name, int Lines)> all, int most, Dictionary<string, int> known)
    {
        var tooLong = all.Where(found => found.Lines > most).Select(found => found.Name).ToHashSet(StringComparer.Ordinal);
        return known.Keys.Where(name => !tooLong.Contains(name)).Select(name => $"take {name} off the list");
    }

    private static IEnumerable<(string Name, int Lines)> MethodsOf(SourceFile file) => file.Root.DescendantNodes()
        .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
        .Select(node => ($"{file.Path}/{NameOf(node)}", SourceFile.LinesOf(node)));

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
        _ => node.GetFirstToken().Text,
    };
}
