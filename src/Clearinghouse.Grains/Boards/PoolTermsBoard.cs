using System.Collections.Concurrent;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Boards;

/// <summary>One kind of terms of pools, as last heard. Thread-safe.</summary>
/// <typeparam name="TTerms">The terms.</typeparam>
/// <param name="versionOf">The version of terms; the newer of two hangs.</param>
internal sealed class PoolTermsBoard<TTerms>(Func<TTerms, long> versionOf)
    where TTerms : class
{
    private readonly ConcurrentDictionary<PoolId, (TTerms? Terms, DateTimeOffset AskedAt)> _known = new();
    private readonly ConcurrentDictionary<PoolId, Task> _asking = new();

    /// <summary>A pool's terms; null when it has none, or they are not known.</summary>
    public TTerms? Find(PoolId pool) => _known.GetValueOrDefault(pool).Terms;

    /// <summary>When the pool was last asked; null for never.</summary>
    public DateTimeOffset? AskedAt(PoolId pool) => _known.TryGetValue(pool, out var known) ? known.AskedAt : null;

    /// <summary>Hangs a pool's terms up, or that it has none, unless newer ones hang there.</summary>
    public void Post(PoolId pool, TTerms? terms, DateTimeOffset askedAt) =>
        _known.AddOrUpdate(pool, (terms, askedAt), (_, hanging) => (VersionOf(terms) >= VersionOf(hanging.Terms) ? terms : hanging.Terms, askedAt));

    /// <summary>Asks for a pool's terms; whoever wants to ask while that is under way waits for it instead: else every account of a silo would ask at the moment at which terms get old, and the pool would have no time for anything else.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="ask">Asks, and hangs up what it hears.</param>
    public async Task AskOnce(PoolId pool, Func<Task> ask)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = _asking.GetOrAdd(pool, mine.Task);
        if (asked != mine.Task)
        {
            await asked;
            return;
        }

        try
        {
            await ask();
        }
        finally
        {
            // Whoever waited looks at the board, and asks itself when nothing was heard: the failure is the asker's alone.
            _asking.TryRemove(pool, out _);
            mine.SetResult();
        }
    }

    private long VersionOf(TTerms? terms) => terms is null ? 0 : versionOf(terms);
}
