using System.Text.RegularExpressions;
using Xunit;

namespace Clearinghouse.Core.Tests.Architecture;

/// <summary>Links in the documents lead somewhere.</summary>
public sealed partial class DocumentLinkTests
{
    public static TheoryData<string> Documents => ["README.md", .. SourceTree.Find("docs", "*.md").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void RelativeLinks_LeadToAFile(string document)
    {
        var folder = Path.GetDirectoryName(SourceTree.FullPath(document))!;
        var broken = Link().Matches(File.ReadAllText(SourceTree.FullPath(document)))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#') && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(folder, Uri.UnescapeDataString(target.Split('#')[0]))));
        Assert.Empty(broken);
    }

    [Fact]
    public void Links_AreFound() =>
        Assert.Equal(["docs/architecture.md", "a%20b.md#c"], Link().Matches("[x](docs/architecture.md) ![y](a%20b.md#c \"title\")").Select(match => match.Groups["target"].Value));

    [GeneratedRegex("""\]\((?<target>[^)\s]+)(\s+"[^"]*")?\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
