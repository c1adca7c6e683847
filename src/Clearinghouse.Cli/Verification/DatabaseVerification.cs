using System.Collections.Immutable;
using Clearinghouse.Core.Audit;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using Clearinghouse.Storage;

namespace Clearinghouse.Cli.Verification;

/// <summary>
/// Checks a database without a cluster: every hash and link, every fold, every snapshot, that accounts applied exactly what markets owe them, and conservation to
/// the last unit. Holds the state of all accounts in memory, but no journal. Nodes may go on writing meanwhile.
/// </summary>
/// <param name="store">The database.</param>
public sealed class DatabaseVerification(IJournalStore store)
{
    private static readonly string[] Kinds = ["account", "market", "pool"];

    private readonly JournalReader _reader = new(store);
    private readonly HashSet<JournalId> _journals = [];
    private readonly Dictionary<AccountId, VerifiedAccount> _accounts = [];
    private readonly Dictionary<AccountId, List<(AccountLeg Leg, DateTimeOffset At)>> _late = [];
    private readonly Dictionary<MarketId, MarketLedger> _markets = [];
    private readonly List<PoolLedger> _pools = [];
    private int _snapshots;

    /// <summary>Verifies everything and stops at the first fault.</summary>
    public async Task<VerificationReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var audits = ImmutableArray<PoolAudit>.Empty;
        VerificationFault? fault = null;
        try
        {
            await FoldAsync(cancellationToken);
            await CheckSnapshotsAsync(cancellationToken);
            fault = await FindDisagreementAsync(cancellationToken);
            if (fault is null) audits = Audit();
            fault ??= audits.Where(audit => !audit.Holds).Select(Describe).FirstOrDefault();
        }
        catch (VerificationException found)
        {
            fault = found.Fault;
        }

        var fundingPaid = _accounts.Values.Aggregate(Amount.Zero, (sum, account) => sum + account.FundingPaid);
        return new VerificationReport(_journals.Count, _reader.Segments, _reader.Events, _snapshots, fundingPaid, _accounts.Values.Sum(account => account.MarginCalls), audits, fault);
    }

    private async Task FoldAsync(CancellationToken cancellationToken)
    {
        foreach (var journal in await ListAsync("", cancellationToken))
            VerificationException.ThrowUnless(Kinds.Contains(journal.Kind), journal.Value, 1, "no grain writes a journal of this name");

        // Accounts first: their cursors say which of the markets' legs to compare and which to apply. Each list is made when its turn comes, because whatever
        // an account applied came from a market that was there before.
        foreach (var journal in await ListAsync("account/", cancellationToken)) await FoldAccountAsync(journal, cancellationToken);
        foreach (var journal in await ListAsync("market/", cancellationToken)) await FoldMarketAsync(journal, cancellationToken);
        foreach (var (account, legs) in _late.OrderBy(pair => pair.Key)) await FoldLateAsync(account, legs, cancellationToken);
        foreach (var journal in await ListAsync("pool/", cancellationToken)) await FoldPoolAsync(journal, cancellationToken);
    }

    private async Task FoldAccountAsync(JournalId journal, CancellationToken cancellationToken)
    {
        var account = new VerifiedAccount(AccountId.Create(journal.Key));
        _accounts.Add(account.Ledger.Account, account);
        await FoldAsync<AccountEvent, AccountLedgerState>(journal, account.See, account.Ledger.ToState, cancellationToken);
    }

    private async Task FoldMarketAsync(JournalId journal, CancellationToken cancellationToken)
    {
        var market = new MarketLedger(MarketId.Create(journal.Key));
        _markets.Add(market.Market, market);
        await FoldAsync<MarketEvent, MarketLedgerState>(
            journal,
            (sequence, e) =>
            {
                market.Apply(sequence, e);
                foreach (var (account, leg) in market.LegsOf(sequence, e)) SeeOwed(account, leg, e.At);
            },
            () => market.ToState(null),
            cancellationToken);
    }

    private void SeeOwed(AccountId account, AccountLeg leg, DateTimeOffset at)
    {
        if (_accounts.TryGetValue(account, out var known))
        {
            known.SeeOwed(leg, at);
            return;
        }

        if (!_late.TryGetValue(account, out var legs)) _late[account] = legs = [];
        legs.Add((leg, at));
    }

    /// <summary>An account that was not there when accounts were listed: opened since, or lost. Folded as far as the markets were.</summary>
    private async Task FoldLateAsync(AccountId id, List<(AccountLeg Leg, DateTimeOffset At)> legs, CancellationToken cancellationToken)
    {
        var (account, isBeyond) = (new VerifiedAccount(id), false);
        _accounts.Add(id, account);
        await _reader.ReadAsync<AccountEvent>(
            JournalId.ForAccount(id),
            (sequence, e) =>
            {
                isBeyond |= e is LegApplied applied && applied.Leg.Sequence > (_markets.GetValueOrDefault(applied.Leg.Market)?.Sequence ?? 0);
                if (!isBeyond) account.See(sequence, e);
            },
            cancellationToken);
        _journals.Add(JournalId.ForAccount(id));
        foreach (var (leg, at) in legs) account.SeeOwed(leg, at);
    }

    private async Task FoldPoolAsync(JournalId journal, CancellationToken cancellationToken)
    {
        var pool = new PoolLedger(PoolId.Create(journal.Key));
        _pools.Add(pool);
        await FoldAsync<PoolEvent, PoolLedgerState>(
            journal,
            (sequence, e) =>
            {
                var fault = e is LossAllocated allocated ? DefaultDecider.FindFault(pool, allocated) : null;
                VerificationException.ThrowUnless(fault is null, journal.Value, sequence, fault ?? "");
                pool.Apply(sequence, e);
            },
            pool.ToState,
            cancellationToken);
    }

    private async Task FoldAsync<TEvent, TState>(
        JournalId journal, Action<long, TEvent> apply, Func<TState> state, CancellationToken cancellationToken)
    {
        var snapshot = await SnapshotComparison.OpenAsync(store, journal, cancellationToken);
        await _reader.ReadAsync<TEvent>(
            journal,
            (sequence, e) =>
            {
                apply(sequence, e);
                snapshot.CompareAt(sequence, state);
            },
            cancellationToken);
        snapshot.CheckReached();
        if (snapshot.IsCompared) _snapshots++;
        _journals.Add(journal);
    }

    /// <summary>A snapshot without its journal means that the whole journal is missing, unless the journal is newer than this verification.</summary>
    private async Task CheckSnapshotsAsync(CancellationToken cancellationToken)
    {
        await foreach (var snapshot in store.ListSnapshotsAsync(SnapshotComparison.KeyPrefix, cancellationToken))
        {
            var isJournal = JournalId.TryCreate(snapshot.Key[SnapshotComparison.KeyPrefix.Length..], out var journal);
            if (_journals.Contains(journal)) continue;
            VerificationException.ThrowUnless(
                isJournal && await store.ReadHeadAsync(journal, cancellationToken) is not null, $"snapshot {snapshot.Key}", null, "its journal is missing");
        }
    }

    private async Task<VerificationFault?> FindDisagreementAsync(CancellationToken cancellationToken)
    {
        foreach (var account in _accounts.Values)
        {
            if (account.FindDisagreement() is { } at)
                return await LegComparison.ExplainAsync(store, account.Ledger.Account, at.Market, at.Cursor, cancellationToken);
        }

        return _accounts.Values.Select(account => account.Ledger).Select(FindTransferFault).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>An account that has booked everything that the pool moved to it has booked as much as that, no more than what there is, and closed no default that the pool knows nothing of.</summary>
    private VerificationFault? FindTransferFault(AccountLedger account)
    {
        var defaults = _pools.Find(pool => pool.Pool == account.Pool)?.Defaults ?? PoolDefaults.None;
        var (moved, booked) = (defaults.Transfers.GetValueOrDefault(account.Account) ?? new TransferTotal(0, Amount.Zero), account.Path);
        if (booked.PoolCursor > moved.LastSequence) return new VerificationFault($"account/{account.Account}", null, $"it booked transfer {booked.PoolCursor} of pool/{account.Pool}, whose last is {moved.LastSequence}");
        if (booked.PoolCursor == moved.LastSequence && booked.PoolTransfers != moved.Total)
            return new VerificationFault($"account/{account.Account}", null, $"pool/{account.Pool} moved {moved.Total} because of defaults, it booked {booked.PoolTransfers}");
        return booked.Risk is { State: AccountRiskState.Closed, Default: { } cause } && !defaults.Cases.ContainsKey(cause)
            ? new VerificationFault($"account/{account.Account}", null, $"default {cause} is closed, and pool/{account.Pool} never allocated its loss")
            : null;
    }

    private ImmutableArray<PoolAudit> Audit()
    {
        var ids = _accounts.Values.Select(account => account.Ledger.Pool)
            .Concat(_markets.Values.Select(market => market.Pool))
            .OfType<PoolId>()
            .Concat(_pools.Select(pool => pool.Pool))
            .Distinct()
            .Order();
        return
        [
            .. ids.Select(id => PoolAuditor.Audit(
                _pools.Find(pool => pool.Pool == id) ?? new PoolLedger(id),
                [.. _markets.Values.Where(market => market.Pool == id)],
                [.. _accounts.Values.Select(account => account.Ledger).Where(account => account.Pool == id)])),
        ];
    }

    private async Task<List<JournalId>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var journals = new List<JournalId>();
        await foreach (var journal in store.ListJournalsAsync(prefix, cancellationToken)) journals.Add(journal);
        return journals;
    }

    private static VerificationFault Describe(PoolAudit audit)
    {
        if (!audit.Residual.IsZero) return new VerificationFault($"pool/{audit.Pool}", null, $"value is not conserved: the residual is {audit.Residual}");
        var contract = audit.Contracts.First(contract => !contract.Holds);
        return new VerificationFault(
            $"pool/{audit.Pool}",
            null,
            $"{contract.Market}/{contract.Contract}: sums over all accounts are not zero: quantity {contract.QuantityResidual}, entry {contract.EntryResidual}, funding {contract.FundingResidual}");
    }
}
