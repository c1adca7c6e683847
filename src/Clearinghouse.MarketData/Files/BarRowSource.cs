using System.Runtime.CompilerServices;
using CsvHelper;

namespace Clearinghouse.MarketData.Files;

/// <summary>The rows of one open file, in ascending order for every layout.</summary>
internal sealed class BarRowSource : IDisposable
{
    private const int RecordBytesMax = 1 << 20;

    private static readonly CsvReaderOptions CsvOptions = new()
    {
        Separator = ',',
        HasHeader = false,
        TrackLineNumbers = true,
        MaxRecordSize = RecordBytesMax,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private readonly string _path;
    private readonly CsvReader _csv;
    private readonly BarRowParser _rows;
    private bool _atData;

    private BarRowSource(string path, CsvReader csv)
    {
        _path = path;
        _csv = csv;
        Columns = BarLayoutDetection.Detect(csv, path);
        _rows = new(path, csv, Columns);
        _atData = Columns.StartsWithData;
    }

    internal BarColumns Columns { get; }

    /// <summary>What the file's own symbol column says at the row being read, if there is such a column.</summary>
    internal string? Symbol { get; private set; }

    /// <exception cref="BarFileException">The file is missing, empty, unreadable or of unknown layout.</exception>
    internal static BarRowSource Open(string path)
    {
        if (!File.Exists(path))
            throw new BarFileException(path, line: null, "There is no such file.", "Check the path; a folder is no file of bars.");

        var csv = CsvReader.Create(OpenUnpacked(path), CsvOptions, leaveOpen: false);
        try
        {
            return Guarded(path, () => new BarRowSource(path, csv));
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    internal IEnumerable<BarRow> Rows()
    {
        if (Columns.MayDescend) return Ascending(FileOrder().ToList());
        return FileOrder();
    }

    internal async IAsyncEnumerable<BarRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Columns.MayDescend)
        {
            await foreach (var row in FileOrderAsync(cancellationToken)) yield return row;
            yield break;
        }

        foreach (var row in Ascending(await FileOrderAsync(cancellationToken).ToListAsync(cancellationToken))) yield return row;
    }

    public void Dispose() => _csv.Dispose();

    private static Stream OpenUnpacked(string path)
    {
        const int GzipMagic = 0x8B1F;
        var file = Guarded(path, () => File.OpenRead(path));
        Span<byte> start = stackalloc byte[sizeof(ushort)];
        var isGzip = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && BitConverter.ToUInt16(start) == GzipMagic;
        file.Position = 0;
        return isGzip ? new GzipContent(file) : file;
    }

    private static List<BarRow> Ascending(List<BarRow> rows)
    {
        if (rows.Count > 1 && rows[0].Bar.OpenTimeMs > rows[^1].Bar.OpenTimeMs) rows.Reverse();
        return rows;
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            throw Unreadable(path, failure);
        }
    }

    private static bool IsUnreadable(Exception failure) =>
        failure is IOException or InvalidDataException or UnauthorizedAccessException or CsvFormatException;

    private static BarFileException Unreadable(string path, Exception failure) => new(
        path,
        (failure as CsvFormatException)?.LineNumber,
        $"The file cannot be read: {failure.Message}",
        "Check its permissions, or fetch it again.",
        failure);

    private IEnumerable<BarRow> FileOrder()
    {
        while (_atData || Guarded(_path, _csv.Read)) yield return Take();
    }

    private async IAsyncEnumerable<BarRow> FileOrderAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (_atData || await ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Take();
        }
    }

    private async Task<bool> ReadAsync()
    {
        try
        {
            return await _csv.ReadAsync();
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            throw Unreadable(_path, failure);
        }
    }

    private BarRow Take()
    {
        _atData = false;
        var row = _rows.Parse();
        if (Columns.Symbol is { } column) Symbol ??= _csv.GetString(column).Replace("/", "", StringComparison.Ordinal);
        return row;
    }
}
