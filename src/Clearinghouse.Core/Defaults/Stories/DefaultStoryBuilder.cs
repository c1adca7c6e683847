using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Markets;

namespace Clearinghouse.Core.Defaults.Stories;

/// <summary>
/// Tells defaults from journals: the pool's first, then the defaulter's, then, if prices are wanted, those of its markets. Pure. Every journal is seen from its first event, in order.
/// </summary>
/// <param name="cause">The default.</param>
public sealed class DefaultStoryBuilder(DefaultId cause)
{
    private readonly List<StoryState> _states = [];
    private readonly List<StoryOrder> _orders = [];
    private readonly List<StoryRecovery> _recoveries = [];
    private readonly List<PoolTransfer> _transfers = [];
    private readonly List<StoryPrice> _prices = [];
    private readonly List<StoryAuction> _auction = [];
    private PoolLedger? _pool;
    private LossAllocated? _allocated;
    private long _allocatedSequence;
    private PoolId? _poolOfAccount;
    private AccountId? _account;
    private AccountRisk? _risk;
    private SeizedCollateral? _seized;
    private bool _isDeclared;
    private bool _isOver;
    private HashSet<(MarketId, long)>? _used;

    /// <summary>The defaulter; null when nothing that was seen names it.</summary>
    public AccountId? Account => _allocated?.Claim.Account ?? (_isDeclared ? _account : null);

    /// <summary>The markets whose prices the path rests on, in order.</summary>
    public IEnumerable<MarketId> Markets => UsedSnapshots().Select(used => used.Market).Distinct().Order();

    /// <summary>Sees the next event of the pool.</summary>
    public void See(PoolId pool, long sequence, PoolEvent e)
    {
        _pool ??= new PoolLedger(pool);
        _pool.Apply(sequence, e);
        if (e is LossAllocated allocated && allocated.Claim.Default == cause) (_allocated, _allocatedSequence) = (allocated, sequence);
        if (e is DefaultRecovered recovered && recovered.Command.Default == cause) _recoveries.Add(new StoryRecovery(sequence, e.At, recovered.Command.Amount, recovered.Plan));
        if (e is BookGainReturned returned && returned.Plan.Default == cause) _recoveries.Add(new StoryRecovery(sequence, e.At, returned.Plan.Recovery, returned.Plan));
        if (e is LossAllocated or DefaultRecovered or BookGainReturned) _transfers.AddRange(_pool.Defaults.Unconfirmed.Where(transfer => transfer.Sequence == sequence && transfer.Default == cause));
    }

    /// <summary>Sees the next event of an account. Of one that is not the defaulter nothing is kept.</summary>
    public void See(AccountId account, long sequence, AccountEvent e)
    {
        if (_isOver || (_account is { } seen && seen != account && _isDeclared)) return;
        if (_account != account) Begin(account);
        switch (e)
        {
            case Deposited deposited: _poolOfAccount ??= deposited.Command.Pool; break;
            case RiskStateChanged changed: See(sequence, changed.Change); break;
            case CloseOutOrdered { Order.Purpose: not CloseOutPurpose.Deleveraging } ordered when _states.Count > 0: _orders.Add(new StoryOrder(sequence, e.At, ordered.Order, null, [])); break;
            case CloseOutAnswered answered: Answer(answered); break;
            case AuctionChanged auction when _states.Count > 0: _auction.Add(new StoryAuction(sequence, auction.Change)); break;
            case CollateralSeized seized when seized.Seized.Default == cause: _seized = seized.Seized; break;
        }
    }

    /// <summary>Sees a snapshot of one of the markets. Snapshots of before and after the story are not kept.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="margin">How long before and after the story prices are kept.</param>
    public void See(MarketSnapshot snapshot, TimeSpan margin)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (_states.Count == 0) return;
        var isUsed = (_used ??= [.. UsedSnapshots()]).Contains((snapshot.Market, snapshot.Version));
        if (isUsed || (snapshot.ObservedAt >= _states[0].Change.At - margin && snapshot.ObservedAt <= _states[^1].Change.At + margin)) _prices.Add(StoryPrice.Of(snapshot, isUsed));
    }

    /// <summary>The story; null when nothing that was seen speaks of the default.</summary>
    public DefaultStory? Build()
    {
        if (Account is not { } account) return null;
        return new DefaultStory
        {
            Default = cause,
            Account = account,
            Pool = _pool?.Pool ?? _poolOfAccount,
            States = _isDeclared ? [.. _states] : [],
            Orders = _isDeclared ? [.. _orders] : [],
            Seized = _seized,
            Auction = _isDeclared ? [.. _auction] : [],
            Claim = _allocated?.Claim,
            Plan = _allocated?.Plan,
            AllocatedSequence = _allocatedSequence,
            AllocatedAt = _allocated?.At,
            Certificate = _allocated?.Certificate,
            CertificateFaults = _allocated?.Certificate?.Verify() ?? [],
            Transfers = [.. _transfers],
            Recoveries = [.. _recoveries],
            Prices = [.. _prices],
        };
    }

    private void Begin(AccountId account)
    {
        (_account, _risk, _poolOfAccount) = (account, new AccountRisk { Account = account }, null);
        _states.Clear();
        _orders.Clear();
        _auction.Clear();
    }

    /// <summary>A new call begins a new path; one that ends well is forgotten.</summary>
    private void See(long sequence, AccountRiskEvent change)
    {
        if (_states.Count > 0 && change.Call != _states[^1].Change.Call)
        {
            if (_isDeclared)
            {
                _isOver = true;
                return;
            }

            _states.Clear();
            _orders.Clear();
            _auction.Clear();
        }

        _risk = _risk!.Apply(change);
        _states.Add(new StoryState(sequence, _risk.State, change));
        if (change is AccountDefaulted defaulted && defaulted.Default == cause) _isDeclared = true;
        _isOver = _isDeclared && (change is AccountClosed or AccountRecovered);
    }

    private void Answer(CloseOutAnswered answered)
    {
        if (_orders.FindIndex(order => order.Order.Number == answered.Number) is >= 0 and var i) _orders[i] = _orders[i] with { AnsweredAt = answered.At, Answers = answered.Answers };
    }

    private IEnumerable<(MarketId Market, long Version)> UsedSnapshots() => _states.SelectMany(state => state.Change.Reading.SnapshotVersions)
        .Concat(_orders.SelectMany(order => order.Order.SnapshotVersions))
        .Select(used => (used.Key, used.Value));
}
