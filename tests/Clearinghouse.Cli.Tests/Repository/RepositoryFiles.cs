namespace Clearinghouse.Cli.Tests.Repository;

/// <summary>The files of the repository that the tests run in.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Clearinghouse.sln"))) return at.FullName;
        throw new DirectoryNotFoundException($"no Clearinghouse.sln above {folder}");
    }
}
