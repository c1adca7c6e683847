using System.Diagnostics;

namespace Clearinghouse.Benchmarks.Machine;

/// <summary>Measures what the disk takes for the least durable write: the floor of any single acknowledged command.</summary>
internal static class FsyncProbe
{
    private const int Writes = 200;
    private const int PageBytes = 4_096;

    /// <summary>Median over some writes of a page each, in milliseconds.</summary>
    /// <param name="folder">On the disk in question.</param>
    public static double MedianMs(DirectoryInfo folder)
    {
        var path = Path.Combine(folder.FullName, "fsync.probe");
        var page = new byte[PageBytes];
        var times = new List<double>(Writes);
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (var write = 0; write < Writes; write++)
            {
                var began = Stopwatch.GetTimestamp();
                file.Write(page);
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        File.Delete(path);
        times.Sort();
        return times[times.Count / 2];
    }
}
