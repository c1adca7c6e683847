using System.Runtime.CompilerServices;

namespace Clearinghouse.Core.Tests.Architecture;

/// <summary>The repository that these tests were compiled from. The place of this file tells, since test programs may be built anywhere.</summary>
internal static class SourceTree
{
    /// <summary>The nearest folder above that holds the solution.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Every source file of the product and its tests, read once.</summary>
    internal static IReadOnlyList<SourceFile> Files { get; } =
        [.. Folders("src", "tests").SelectMany(folder => Find(folder, "*.cs")).Order(StringComparer.Ordinal).Select(SourceFile.Read)];

    /// <summary>Every project file.</summary>
    internal static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Folders("src", "tests").SelectMany(folder => Find(folder, "*.csproj")).Order(StringComparer.Ordinal).Select(ProjectFile.Read)];

    internal static IEnumerable<string> Find(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" || part.StartsWith('.')));

    internal static string FullPath(string path) => Path.Combine(Root, path);

    private static IEnumerable<string> Folders(params string[] names) => names.Where(name => Directory.Exists(FullPath(name)));

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        for (var folder = Path.GetDirectoryName(thisFile); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Clearinghouse.sln"))) return folder;
        throw new DirectoryNotFoundException($"No folder above {thisFile} holds Clearinghouse.sln.");
    }
}
