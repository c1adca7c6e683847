using Clearinghouse.Cli.Tests.Acceptance;

namespace Clearinghouse.Cli.Tests.Repository;

/// <summary>The files of the repository that the tests run in.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = SourceTree.Root;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
