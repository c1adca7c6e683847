using System.Collections.Immutable;
using Clearinghouse.Core.Audit;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Storage;

namespace Clearinghouse.Cli.Verification;

/// <summary>
/// Checks a database without a cluster: every hash and link, every fold, every snapshot, that accounts applied exactly what markets owe them, and conservation to
/// the last unit. Holds the state of all accounts in memory, but no journal.
/// </summary>
/// <param name="store">The database.</param>
public sealed class DatabaseVerification(IJournalStore store)
{
    private readonly JournalReader _reader = new(store);
    private readonly Dictionary<AccountId, VerifiedAccount> _accounts = [];
    private readonly List<MarketLedger> _markets = [];
    private readonly List<PoolLedger> _pools = [];
    private int _journals;
    private int _snapshots;

    /// <summary>Verifies everything and stops at the first fault.</summary>
    public async Task<VerificationReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var audits = ImmutableArray<PoolAudit>.Empty;
        VerificationFault? fault = null;
        try
        {
            await FoldAsync(cancellationToken);
            foreach (var account in _accounts.Values) account.CheckComplete();
            audits = Audit();
            fault = audits.Where(audit => !audit.Holds).Select(Describe).FirstOrDefault();
        }
        catch (VerificationException found)
        {
            fault = found.Fault;
        }

        return new VerificationReport(_journals, _reader.Segments, _reader.Events, _snapshots, audits, fault);
    }

    private async Task FoldAsync(CancellationToken cancellationToken)
    {
        // Accounts first: their cursors say which of the markets' legs to compare and which to apply.
        foreach (var journal in await ListAsync("account/", cancellationToken)) await FoldAccountAsync(journal, cancellationToken);
        foreach (var journal in await ListAsync("market/", cancellationToken)) await FoldMarketAsync(journal, cancellationToken);
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
        _markets.Add(market);
        await FoldAsync<MarketEvent, MarketLedgerState>(
            journal,
            (sequence, e) =>
            {
                market.Apply(sequence, e);
                foreach (var (account, leg) in market.LegsOf(sequence, e)) AccountOf(account).SeeOwed(leg, e.At);
            },
            () => market.ToState(null),
            cancellationToken);
    }

    private async Task FoldPoolAsync(JournalId journal, CancellationToken cancellationToken)
    {
        var pool = new PoolLedger(PoolId.Create(journal.Key));
        _pools.Add(pool);
        await FoldAsync<PoolEvent, PoolLedgerState>(journal, pool.Apply, pool.ToState, cancellationToken);
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
        _journals++;
    }

    private ImmutableArray<PoolAudit> Audit()
    {
        var ids = _accounts.Values.Select(account => account.Ledger.Pool)
            .Concat(_markets.Select(market => market.Pool))
            .OfType<PoolId>()
            .Concat(_pools.Select(pool => pool.Pool))
            .Distinct()
            .Order();
        return
        [
            .. ids.Select(id => PoolAuditor.Audit(
                _pools.Find(pool => pool.Pool == id) ?? new PoolLedger(id),
                [.. _markets.Where(market => market.Pool == id)],
                [.. _accounts.Values.Select(account => account.Ledger).Where(account => account.Pool == id)])),
        ];
    }

    private VerifiedAccount AccountOf(AccountId account)
    {
        if (_accounts.TryGetValue(account, out var known)) return known;
        return _accounts[account] = new VerifiedAccount(account);
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
