using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Clearinghouse.Core.Tests.Architecture;

/// <summary>Arrows between projects point one way, and Core knows of Orleans only the serializer's attributes.</summary>
public sealed class LayerTests
{
    /// <summary>What each project of the product may refer to. A new project is added here with its layer.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Abstractions"] = ["Core"],
        ["Storage"] = ["Core"],
        ["MarketData"] = ["Core"],
        ["Forecasting"] = ["Core", "MarketData"],
        ["Grains"] = ["Abstractions", "Forecasting", "MarketData", "Storage"],
        ["Client"] = ["Abstractions"],
        ["Silo"] = ["Client", "Grains", "MarketData"],
        ["Cli"] = ["Forecasting", "MarketData", "Silo"],
        ["SampleClient"] = ["Client"],
    };

    private static readonly string[] SerializerAttributes = ["Alias", "GenerateSerializer", "Id", "Immutable"];

    public static TheoryData<string> ProductProjects => [.. SourceTree.Projects.Where(project => project.IsProduct).Select(project => project.Name)];

    public static TheoryData<string> CoreFiles => [.. SourceTree.Files.Where(file => file.IsCore).Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void Project_RefersOnlyToLayersBelow(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"say in {nameof(LayerTests)} what {project} may refer to");
        Assert.Empty(Find(project).References.Except(allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void Core_UsesOfOrleans_OnlyTheSerializer() =>
        Assert.Equal(["Microsoft.Orleans.CodeGenerator", "Microsoft.Orleans.Serialization"], OrleansPackages("Core"));

    [Theory]
    [InlineData("Abstractions")]
    [InlineData("Client")]
    [InlineData("SampleClient")]
    public void WhatAClientReferences_BringsNoServer(string project) =>
        Assert.Empty(OrleansPackages(project).Except(["Microsoft.Orleans.Sdk", "Microsoft.Orleans.Client", "Microsoft.Orleans.Streaming"], StringComparer.Ordinal));

    [Theory]
    [InlineData("MarketData")]
    [InlineData("Forecasting")]
    public void WhatReadsFiles_KnowsNoOrleans(string project) => Assert.Empty(OrleansPackages(project));

    [Theory]
    [MemberData(nameof(CoreFiles))]
    public void CoreFile_NamesNothingOfOrleans_ButTheSerializersAttributes(string path)
    {
        var root = SourceTree.Files.Single(file => file.Path == path).Root;
        var usings = root.DescendantNodes().OfType<UsingDirectiveSyntax>().Where(IsOfOrleans).ToList();
        Assert.All(usings, directive => Assert.Equal("using Orleans;", directive.ToString()));

        var named = root.DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(name => !name.Ancestors().Any(node => node is UsingDirectiveSyntax))
            .ToList();
        Assert.DoesNotContain(named, name => name.Identifier.Text == "Orleans"); // no qualified names around the directives
        if (usings.Count == 0) return;
        var others = named.Select(name => name.Identifier.Text).Where(name => PublicNames.Contains(name)).Except(SerializerAttributes, StringComparer.Ordinal);
        Assert.Empty(others);
    }

    [Fact]
    public void NamesOfOrleans_AreKnownToThisTest()
    {
        Assert.Contains("SerializerSession", PublicNamesOf("Orleans.Serialization.Session"));
        Assert.Superset(SerializerAttributes.ToHashSet(StringComparer.Ordinal), PublicNames);
        Assert.True(PublicNames.Count > 10);
    }

    /// <summary>The public types that "using Orleans;" brings into a file of Core, attributes without their suffix.</summary>
    private static HashSet<string> PublicNames { get; } = PublicNamesOf("Orleans");

    private static HashSet<string> PublicNamesOf(string space) =>
    [
        .. new[] { "Orleans.Serialization", "Orleans.Serialization.Abstractions" }
            .SelectMany(assembly => System.Reflection.Assembly.Load(assembly).GetExportedTypes())
            .Where(type => type.Namespace == space)
            .Select(type => type.Name.Split('`')[0])
            .Select(name => name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name),
    ];

    private static bool IsOfOrleans(UsingDirectiveSyntax directive) => directive.NamespaceOrType.ToString().Split('.')[0] == "Orleans";

    private static ProjectFile Find(string project) => SourceTree.Projects.Single(known => known.IsProduct && known.Name == project);

    private static IEnumerable<string> OrleansPackages(string project) => Find(project).Packages.Where(package => package.Contains("Orleans", StringComparison.Ordinal));
}
