using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>What a pool keeps of withdrawals: how much of each limit is left, and what it granted in the last hour. A part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolWithdrawals")]
public sealed record PoolWithdrawals
{
    /// <summary>How many grants are remembered; the oldest are forgotten first.</summary>
    public const int MostGrants = 16_384;

    /// <summary>How long a grant stands. A withdrawal that is sent again later is asked for anew, and counted anew; by then what an unused grant took has come back.</summary>
    public static readonly TimeSpan GrantLife = TimeSpan.FromHours(1);

    /// <summary>Nothing was withdrawn.</summary>
    public static PoolWithdrawals None { get; } = new();

    /// <summary>The hour's level; null before the first grant under a limit.</summary>
    [Id(0)] public WithdrawalLevel? Hourly { get; init; }

    /// <summary>The day's level.</summary>
    [Id(1)] public WithdrawalLevel? Daily { get; init; }

    /// <summary>Grants that stand, by key.</summary>
    [Id(2)] public ImmutableSortedDictionary<CommandId, WithdrawalGrant> Grants { get; init; } = ImmutableSortedDictionary<CommandId, WithdrawalGrant>.Empty;

    /// <summary>Their keys, oldest first.</summary>
    [Id(3)] public ImmutableQueue<CommandId> Order { get => field ?? []; init; } = [];

    /// <summary>With a grant, and without those that no longer stand.</summary>
    internal PoolWithdrawals With(WithdrawalGrant grant)
    {
        var known = Grants.ContainsKey(grant.Key);
        var (grants, order) = (Grants.SetItem(grant.Key, grant), known ? Order : Order.Enqueue(grant.Key));
        while (grants.Count > MostGrants || grants[order.Peek()].At + GrantLife <= grant.At)
        {
            if (grants[order.Peek()].Key == grant.Key) break;
            order = order.Dequeue(out var oldest);
            grants = grants.Remove(oldest);
        }

        return this with { Grants = grants, Order = order };
    }
}
