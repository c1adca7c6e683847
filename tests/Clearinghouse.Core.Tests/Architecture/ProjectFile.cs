using System.Xml.Linq;

namespace Clearinghouse.Core.Tests.Architecture;

/// <summary>A project file: what it refers to.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Document">Its content.</param>
internal sealed record ProjectFile(string Path, XDocument Document)
{
    private const string Prefix = "Clearinghouse.";

    /// <summary>The project's name without the product's.</summary>
    internal string Name => System.IO.Path.GetFileNameWithoutExtension(Path)[Prefix.Length..];

    internal bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    internal IEnumerable<string> References => Included("ProjectReference").Select(path => System.IO.Path.GetFileNameWithoutExtension(path)[Prefix.Length..]);

    internal IEnumerable<string> Packages => Included("PackageReference");

    internal static ProjectFile Read(string path) => new(path, XDocument.Load(SourceTree.FullPath(path)));

    private IEnumerable<string> Included(string element) =>
        Document.Descendants(element).Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/')).Order(StringComparer.Ordinal);
}
