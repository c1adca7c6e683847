using System.IO.Compression;
using System.Text;

namespace Clearinghouse.Cli.Tests.MarketData;

/// <summary>A folder of its own for the files a test writes; gone when the test ends.</summary>
public sealed class BarFolder : IDisposable
{
    public const string PlainHeader = "timestamp_ms,open,high,low,close,volume";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bars-");

    public string Write(string name, params string[] lines) => WriteBytes(name, Encoding.UTF8.GetBytes(Text(lines)));

    public string WriteGzip(string name, params string[] lines) => WriteBytes(name, Gzip(lines));

    public string WriteBytes(string name, byte[] content)
    {
        var path = Missing(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Missing(string name) => Path.Combine(_folder.FullName, name);

    public static byte[] Gzip(params string[] lines)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(Text(lines)));
        return packed.ToArray();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Text(string[] lines) => string.Concat(lines.Select(line => line + "\n"));
}
