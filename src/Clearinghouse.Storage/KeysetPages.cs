using System.Runtime.CompilerServices;

namespace Clearinghouse.Storage;

/// <summary>Streams a table page by page, each page a query of its own that begins after the last row of the one before it.</summary>
/// <remarks>No transaction stays open while a slow consumer thinks, and a page is all that is ever held.</remarks>
internal static class KeysetPages
{
    /// <summary>How many rows a page of payloads has.</summary>
    public const int PayloadRows = 64;

    /// <summary>How many rows a page of bare names has.</summary>
    public const int NameRows = 1_024;

    /// <summary>Streams all rows.</summary>
    /// <param name="readPage">Reads the page after a row; null for the first page.</param>
    /// <param name="pageRows">How many rows a full page has; a shorter one is the last.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    public static async IAsyncEnumerable<T> ReadAllAsync<T>(
        Func<T?, CancellationToken, Task<IReadOnlyList<T>>> readPage,
        int pageRows,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        T? last = null;
        while (true)
        {
            var page = await readPage(last, cancellationToken);
            foreach (var row in page)
                yield return row;
            if (page.Count < pageRows)
                yield break;
            last = page[^1];
        }
    }
}
