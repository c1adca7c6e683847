using System.Xml.Linq;
using Xunit;

namespace Clearinghouse.Core.Tests.Architecture;

/// <summary>Switches without which the code means something else.</summary>
public sealed class BuildSwitchTests
{
    public static TheoryData<string> BuildFiles =>
        [.. new[] { "*.csproj", "*.props", "*.targets" }.SelectMany(pattern => SourceTree.Find("src", pattern).Concat(SourceTree.Find("tests", pattern)))];

    [Theory]
    [InlineData("CheckForOverflowUnderflow")]
    [InlineData("TreatWarningsAsErrors")]
    [InlineData("Deterministic")]
    [InlineData("GenerateDocumentationFile")]
    [InlineData("InvariantGlobalization")]
    public void DirectoryBuildProps_TurnsItOn_ForEverything(string name)
    {
        var set = Assert.Single(Switches(Read("Directory.Build.props"), name));
        Assert.Equal("true", set.Value);
        Assert.Null(set.Attribute("Condition") ?? set.Parent!.Attribute("Condition"));
    }

    [Theory]
    [MemberData(nameof(BuildFiles))]
    public void Projects_TurnNothingOff(string path)
    {
        var document = Read(path);
        Assert.Empty(Switches(document, "CheckForOverflowUnderflow"));
        Assert.DoesNotContain(Switches(document, "TreatWarningsAsErrors").Concat(Switches(document, "Nullable")), set => set.Value is "false" or "disable");
    }

    [Theory]
    [MemberData(nameof(BuildFiles))]
    public void Projects_NameNoVersions(string path) =>
        Assert.DoesNotContain(Read(path).Descendants("PackageReference"), reference => reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null);

    private static XDocument Read(string path) => XDocument.Load(SourceTree.FullPath(path));

    private static IEnumerable<XElement> Switches(XDocument document, string name) => document.Descendants(name);
}
