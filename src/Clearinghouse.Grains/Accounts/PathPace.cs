namespace Clearinghouse.Grains.Accounts;

/// <summary>
/// Lets a silo decide only some moves along the path to default at a time. A move may plan a whole liquidation; when one price brings a thousand accounts on the path at once, whoever trades elsewhere would wait behind a thousand plans. A place is
/// held for the decision alone, never while somebody else is asked, so that no market that does not answer can hold up the others' accounts. Thread-safe.
/// </summary>
public sealed class PathPace : IDisposable
{
    /// <summary>Moves at a time for each processor: enough to keep it busy while others' turns come in between.</summary>
    private const int MovesPerProcessor = 4;

    private readonly SemaphoreSlim _places = new(MovesPerProcessor * Environment.ProcessorCount);

    /// <summary>Waits for a place, and decides, in one turn of the caller's.</summary>
    /// <typeparam name="T">What is decided.</typeparam>
    /// <param name="decide">Decides by what is so when its place has come, and appends it.</param>
    public async Task<T> Run<T>(Func<T> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        await _places.WaitAsync();
        try
        {
            return decide();
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
