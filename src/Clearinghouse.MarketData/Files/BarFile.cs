using System.Runtime.CompilerServices;

namespace Clearinghouse.MarketData.Files;

/// <summary>
/// Reads bars from CSV files, plain or gzip (told apart by content), in the layouts of <see cref="BarLayout"/>. Prices are read as
/// decimals; those finer than 8 decimals are rounded half to even and counted. Every method throws
/// <see cref="BarFileException"/> for a file that is missing, empty, damaged, of unknown layout, or has a malformed row or a
/// defective bar; the streams throw when the enumeration gets there.
/// </summary>
public static class BarFile
{
    /// <summary>The whole file with its quality report.</summary>
    /// <exception cref="BarFileException">The file cannot be used, or it holds a single bar, whose interval nobody knows.</exception>
    public static BarReading Read(string path, BarFileOptions? options = null)
    {
        using var session = new BarFileSession(path, options);
        return session.Reading(session.Bars().ToList());
    }

    /// <summary>As <see cref="Read"/>, without holding a thread while the disk is slow.</summary>
    /// <exception cref="BarFileException">The file cannot be used, or it holds a single bar, whose interval nobody knows.</exception>
    public static async Task<BarReading> ReadAsync(
        string path, BarFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var session = new BarFileSession(path, options);
        return session.Reading(await session.BarsAsync(cancellationToken).ToListAsync(cancellationToken));
    }

    /// <summary>The bars one by one, ascending. Only a file written newest first is held in memory.</summary>
    /// <exception cref="BarFileException">The file cannot be used.</exception>
    public static IEnumerable<Bar> Stream(string path, BarFileOptions? options = null)
    {
        using var session = new BarFileSession(path, options);
        foreach (var bar in session.Bars()) yield return bar;
    }

    /// <summary>As <see cref="Stream"/>, without holding a thread while the disk is slow.</summary>
    /// <exception cref="BarFileException">The file cannot be used.</exception>
    public static async IAsyncEnumerable<Bar> StreamAsync(
        string path, BarFileOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var session = new BarFileSession(path, options);
        await foreach (var bar in session.BarsAsync(cancellationToken)) yield return bar;
    }
}
