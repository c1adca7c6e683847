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

    /// <summary>A pool's terms; null when it has none, or they are not known.</summary>
    public TTerms? Find(PoolId pool) => _known.GetValueOrDefault(pool).Terms;

    /// <summary>When the pool was last asked; null for never.</summary>
    public DateTimeOffset? AskedAt(PoolId pool) => _known.TryGetValue(pool, out var known) ? known.AskedAt : null;

    /// <summary>Hangs a pool's terms up, or that it has none, unless newer ones hang there.</summary>
    public void Post(PoolId pool, TTerms? terms, DateTimeOffset askedAt) =>
        _known.AddOrUpdate(pool, (terms, askedAt), (_, hanging) => (VersionOf(terms) >= VersionOf(hanging.Terms) ? terms : hanging.Terms, askedAt));

    private long VersionOf(TTerms? terms) => terms is null ? 0 : versionOf(terms);
}
