namespace Clearinghouse.Cli.Tests.Acceptance;

/// <summary>A folder of its own for the tables a test writes; gone when the test ends.</summary>
public sealed class TableFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("acceptance-");

    public string FullName => _folder.FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string WriteTable(string name, params string[] cases) => WriteTable(name, "echo", cases);

    public string WriteTable(string name, string kind, string[] cases) =>
        Write(name, $$"""{ "kind": "{{kind}}", "about": "a", "cases": [ {{string.Join(", ", cases)}} ] }""");

    public void Dispose() => _folder.Delete(recursive: true);
}
