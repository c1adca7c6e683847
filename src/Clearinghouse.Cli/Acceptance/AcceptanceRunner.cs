namespace Clearinghouse.Cli.Acceptance;

/// <summary>Runs tables of worked cases against the platform.</summary>
/// <param name="kinds">What can be computed.</param>
public sealed class AcceptanceRunner(IEnumerable<IAcceptanceKind> kinds)
{
    private readonly Dictionary<string, IAcceptanceKind> _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Reads all tables first, so that nothing runs when one of them is broken.</summary>
    /// <param name="paths">Files, and folders whose <c>*.json</c> files are taken, those of folders below included.</param>
    /// <exception cref="AcceptanceFormatException">
    /// A path leads to no table, a table or one of its cases is malformed, or two cases have the same id.
    /// </exception>
    public static IReadOnlyList<AcceptanceTable> Read(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var tables = paths.SelectMany(Files).DistinctBy(Path.GetFullPath).Select(AcceptanceTableReader.Read).ToList();
        var firstPlaces = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var theCase in tables.SelectMany(table => table.Cases))
        {
            if (!firstPlaces.TryAdd(theCase.Id, theCase.Path))
            {
                throw new AcceptanceFormatException(
                    theCase.Path, theCase.Id, "id", $"the id is taken by a case of {firstPlaces[theCase.Id]}.");
            }
        }

        return tables;
    }

    /// <summary>Runs every case of the files and folders; see <see cref="Read"/>.</summary>
    /// <exception cref="AcceptanceFormatException">As <see cref="Read"/>; or a case lacks an input that its kind needs.</exception>
    public AcceptanceReport Run(IEnumerable<string> paths) => new([.. Read(paths).SelectMany(table => table.Cases).Select(Run)]);

    /// <summary>Runs one case. A kind nobody computes is a failure, never a skip.</summary>
    /// <exception cref="AcceptanceFormatException">The case lacks an input that its kind needs.</exception>
    public AcceptanceCaseResult Run(AcceptanceCase theCase)
    {
        ArgumentNullException.ThrowIfNull(theCase);
        var mismatch = _kinds.TryGetValue(theCase.Kind, out var kind)
            ? AcceptanceComparison.Compare(theCase, kind.Answer(theCase.Given))
            : new("kind", $"one of {string.Join(", ", _kinds.Keys.Order(StringComparer.Ordinal))}", $"'{theCase.Kind}', which is unknown");
        return new()
        {
            Path = theCase.Path,
            Kind = theCase.Kind,
            Id = theCase.Id,
            Title = theCase.Title,
            Passed = mismatch is null,
            Field = mismatch?.Field,
            Expected = mismatch?.Expected,
            Actual = mismatch?.Actual,
        };
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path)) return [path];
        var files = Directory.GetFiles(path, "*.json", SearchOption.AllDirectories);
        if (files.Length == 0)
            throw new AcceptanceFormatException(path, caseId: null, field: null, "the folder holds no *.json file; give one with tables.");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
