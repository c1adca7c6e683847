using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Storage;

namespace Clearinghouse.Cli.Margin;

/// <summary>A pool as the journals have it: its ledger, its accounts with all legs that markets owe them, and the newest snapshots.</summary>
internal sealed class PoolFromJournals : IMarketView
{
    private readonly Dictionary<AccountId, AccountLedger> _accounts = [];
    private readonly Dictionary<MarketId, MarketSnapshot> _snapshots = [];
    private readonly ScenarioSet _scenarios;

    private PoolFromJournals(PoolId pool, ScenarioSet scenarios) => (Ledger, _scenarios) = (new PoolLedger(pool), scenarios);

    /// <summary>The pool.</summary>
    public PoolLedger Ledger { get; }

    /// <summary>When its last event was, or the last price: what is called now, since nothing runs.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What its accounts hold, without its own book, as risk shards know them.</summary>
    public IEnumerable<AccountExposure> Exposures => _accounts.Values.Where(account => account.Pool == Ledger.Pool && !account.Path.IsBook).OrderBy(account => account.Account).Select(AccountExposure.Of);

    /// <summary>Reads a pool.</summary>
    /// <param name="store">The database.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="scenarios">What portfolio margin is taken from.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="CliException">There is no such pool.</exception>
    public static async Task<PoolFromJournals> ReadAsync(IJournalStore store, PoolId pool, ScenarioSet scenarios, CancellationToken cancellationToken)
    {
        var (found, reader) = (new PoolFromJournals(pool, scenarios), new JournalReader(store));
        await reader.ReadAsync<PoolEvent>(JournalId.ForPool(pool), (sequence, e) => found.See(() => found.Ledger.Apply(sequence, e), e.At), cancellationToken);
        if (found.Ledger.Sequence == 0) throw new CliException(ExitCodes.NotFound, $"There is no pool '{pool}' in this database.");
        foreach (var journal in await ListAsync(store, "account/", cancellationToken))
        {
            var account = new AccountLedger(AccountId.Create(journal.Key));
            await reader.ReadAsync<AccountEvent>(journal, account.Apply, cancellationToken);
            found._accounts[account.Account] = account;
        }

        foreach (var journal in await ListAsync(store, "market/", cancellationToken)) await found.ReadMarketAsync(reader, journal, cancellationToken);
        return found;
    }

    /// <inheritdoc/>
    public MarketSnapshot? Find(MarketId market) => _snapshots.GetValueOrDefault(market);

    /// <inheritdoc/>
    public bool IsUnpriced(MarketId market) => Find(market) is null;

    /// <inheritdoc/>
    public MarketRisk? FindRisk(MarketSnapshot snapshot) => RiskArrayBuilder.Build(snapshot, _scenarios);

    /// <inheritdoc/>
    public CollateralTerms? FindCollateral(PoolId pool) => pool == Ledger.Pool && Ledger.Collateral is { } terms
        ? Ledger.Rules.Changes.CappedAt(terms, Ledger.Rules.Limits?.Policy.CollateralCapPerDay, At)
        : null;

    private static async Task<List<JournalId>> ListAsync(IJournalStore store, string prefix, CancellationToken cancellationToken)
    {
        var journals = new List<JournalId>();
        await foreach (var journal in store.ListJournalsAsync(prefix, cancellationToken)) journals.Add(journal);
        return journals;
    }

    private async Task ReadMarketAsync(JournalReader reader, JournalId journal, CancellationToken cancellationToken)
    {
        var market = new MarketLedger(MarketId.Create(journal.Key));
        await reader.ReadAsync<MarketEvent>(journal, (sequence, e) => See(() => Apply(market, sequence, e), e.At), cancellationToken);
        if (market.Snapshot is { } snapshot) _snapshots[market.Market] = snapshot;
    }

    private void Apply(MarketLedger market, long sequence, MarketEvent e)
    {
        market.Apply(sequence, e);
        foreach (var (owed, leg) in market.LegsOf(sequence, e))
        {
            if (!_accounts.TryGetValue(owed, out var account)) _accounts[owed] = account = new AccountLedger(owed);
            if (AccountDecider.Receive(account, leg, e.At).Event is { } applied) account.Apply(account.Sequence + 1, applied);
        }
    }

    private void See(Action apply, DateTimeOffset at)
    {
        apply();
        if (at > At) At = at;
    }
}
