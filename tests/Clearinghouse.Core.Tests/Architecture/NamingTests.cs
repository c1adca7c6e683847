using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Clearinghouse.Core.Tests.Architecture;

/// <summary>One type per file, named for it; names that say what a type is; nothing left to be done later.</summary>
public sealed class NamingTests
{
    private static readonly string[] EmptyEndings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities"];

    private static readonly string[] LeftoverMarkers = ["TODO", "FIXME", "HACK", "XXX"];

    [Fact]
    public void Files_HoldOneType_NamedAsTheFile() => Assert.Empty(
        from file in SourceTree.Files
        let types = file.TopTypes.Select(SourceFile.NameOf).ToList()
        where types.Count != 1 || !IsNamedFor(file, types[0])
        where !IsEntryPoint(file, types.Count) && !IsAttributesOnly(file)
        select $"{file.Path}: {string.Join(", ", types)}");

    [Fact]
    public void Types_AreNotNamedForNothing() => Assert.Empty(
        from file in SourceTree.Files
        from type in file.Root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
        let name = SourceFile.NameOf(type)
        where EmptyEndings.Append(file.IsCore ? "Service" : EmptyEndings[0]).Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
        select $"{file.Path}: {name}");

    [Fact]
    public void Namespaces_FollowTheFolders() => Assert.Empty(
        from file in SourceTree.Files
        from space in file.Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        let folder = Path.GetDirectoryName(file.Path)!.Replace('\\', '/')
        let expected = folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.')
        where space.Name.ToString() != expected
        select $"{file.Path}: {space.Name}");

    [Fact]
    public void Comments_LeaveNothingForLater() => Assert.Empty(
        from file in SourceTree.Files
        from comment in file.Root.DescendantTrivia(descendIntoTrivia: false)
        where IsComment(comment) && LeftoverMarkers.Any(marker => comment.ToFullString().Split(' ', ':', '/', '\n').Contains(marker, StringComparer.Ordinal))
        select $"{file.Path}: {comment}");

    [Fact]
    public void Code_IsImplemented() => Assert.Empty(
        from file in SourceTree.Files
        from name in file.Root.DescendantNodes().OfType<IdentifierNameSyntax>()
        where name.Identifier.Text == nameof(NotImplementedException) && name.Parent is ObjectCreationExpressionSyntax
        select file.Path);

    /// <summary>A file is named for its type; a part of a partial one, or one of several arities, may say which after a dot.</summary>
    private static bool IsNamedFor(SourceFile file, string type) =>
        file.Name == type || file.Name.StartsWith(type + ".", StringComparison.Ordinal) || file.Name.StartsWith(type + "{", StringComparison.Ordinal);

    private static bool IsEntryPoint(SourceFile file, int types) => types == 0 && file.Root.Members.Any(member => member is GlobalStatementSyntax);

    private static bool IsAttributesOnly(SourceFile file) => file.Root.Members.Count == 0 && file.Root.AttributeLists.Count > 0;

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
}
