using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Clearinghouse.Core.Tests.Architecture;

/// <summary>A source file, parsed.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Root">Its syntax.</param>
internal sealed record SourceFile(string Path, CompilationUnitSyntax Root)
{
    internal string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    internal int LineCount => Root.GetText().Lines.Count(line => line.End > line.Start || line.EndIncludingLineBreak > line.End);

    /// <summary>Types that are not inside another one.</summary>
    internal IEnumerable<MemberDeclarationSyntax> TopTypes =>
        Root.DescendantNodes(node => node is not (TypeDeclarationSyntax or EnumDeclarationSyntax))
            .OfType<MemberDeclarationSyntax>()
            .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    internal bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    internal bool IsCore => Path.StartsWith("src/Clearinghouse.Core/", StringComparison.Ordinal);

    internal static SourceFile Read(string path) =>
        new(path, CSharpSyntaxTree.ParseText(File.ReadAllText(SourceTree.FullPath(path)), new CSharpParseOptions(LanguageVersion.Latest)).GetCompilationUnitRoot());

    internal static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
        DelegateDeclarationSyntax declared => declared.Identifier.Text,
        _ => throw new ArgumentException($"{type.Kind()} is no type", nameof(type)),
    };

    /// <summary>Lines from the first token of a node to its last; its documentation and attributes above do not count.</summary>
    internal static int LinesOf(SyntaxNode node)
    {
        var first = node is MemberDeclarationSyntax { AttributeLists.Count: > 0 } member ? member.AttributeLists.Last().GetLastToken().GetNextToken() : node.GetFirstToken();
        return node.GetLocation().GetLineSpan().EndLinePosition.Line - first.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
    }
}
