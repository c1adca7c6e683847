using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Client;

/// <summary>
/// Typed access to a clearinghouse: names and decimals at the edge, exact units inside. A call that ends in a timeout or an exception is of unknown outcome:
/// call again with the same id.
/// </summary>
/// <param name="cluster">The Orleans client.</param>
/// <param name="options">Who sends.</param>
/// <param name="clock">Numbers the commands and paces polling.</param>
public sealed class ClearinghouseClient(IClusterClient cluster, IOptions<ClearinghouseClientOptions> options, TimeProvider clock)
{
    private long _lastSequence;

    /// <summary>The Orleans client underneath.</summary>
    public IClusterClient Cluster { get; } = cluster;

    /// <summary>A pool.</summary>
    public PoolClient Pool(string pool) => new(this, PoolId.Create(pool), Cluster.GetGrain<IClearingPoolGrain>(pool));

    /// <summary>A market.</summary>
    public MarketClient Market(string market) => new(this, MarketId.Create(market), Cluster.GetGrain<IMarketGrain>(market));

    /// <summary>An account.</summary>
    public AccountClient Account(string account) => new(this, AccountId.Create(account), Cluster.GetGrain<IAccountGrain>(account));

    /// <summary>The margin of all accounts.</summary>
    public RiskClient Risk => new(Cluster);

    /// <summary>The header of a command with an id of the caller's; sequences follow the clock, so that they grow over restarts as well.</summary>
    internal CommandHeader Header(string commandId)
    {
        var next = clock.GetUtcNow().UtcTicks;
        long last;
        do
        {
            last = Interlocked.Read(ref _lastSequence);
            next = Math.Max(next, last + 1);
        }
        while (Interlocked.CompareExchange(ref _lastSequence, next, last) != last);
        return new CommandHeader(PrincipalId.Create(options.Value.Principal), CommandId.Create(commandId), next);
    }

    /// <summary>Follows a journal from a sequence on.</summary>
    internal IAsyncEnumerable<SequencedEvent<TEvent>> Follow<TEvent>(JournalTail<TEvent> tail, long fromSequence, CancellationToken cancellationToken) =>
        tail.FollowAsync(fromSequence, TimeSpan.FromMilliseconds(options.Value.PollMs), clock, cancellationToken);
}
