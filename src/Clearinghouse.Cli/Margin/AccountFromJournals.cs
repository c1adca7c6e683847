using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Storage;

namespace Clearinghouse.Cli.Margin;

/// <summary>An account as the journals have it, with all legs that its markets owe it, and the newest snapshots: what its grain would decide by, without a cluster.</summary>
internal sealed class AccountFromJournals : IMarketView
{
    private readonly Dictionary<MarketId, MarketSnapshot> _snapshots = [];
    private readonly ScenarioSet _scenarios;
    private CollateralTerms? _terms;

    private AccountFromJournals(AccountId account, ScenarioSet scenarios) => (Ledger, _scenarios) = (new AccountLedger(account), scenarios);

    /// <summary>The account.</summary>
    public AccountLedger Ledger { get; }

    /// <summary>Trades in flight: none, because nothing runs.</summary>
    public ReservationBook Book { get; } = new();

    /// <summary>Reads an account and the markets that matter to it.</summary>
    /// <param name="store">The database.</param>
    /// <param name="account">The account.</param>
    /// <param name="others">Markets to know beside those that the account joined.</param>
    /// <param name="scenarios">What portfolio margin is taken from.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="CliException">There is no such account.</exception>
    public static async Task<AccountFromJournals> ReadAsync(IJournalStore store, AccountId account, IEnumerable<MarketId> others, ScenarioSet scenarios, CancellationToken cancellationToken)
    {
        var (found, reader) = (new AccountFromJournals(account, scenarios), new JournalReader(store));
        await reader.ReadAsync<AccountEvent>(JournalId.ForAccount(account), found.Ledger.Apply, cancellationToken);
        if (found.Ledger.Sequence == 0) throw new CliException(ExitCodes.NotFound, $"There is no account '{account}' in this database.");
        if (found.Ledger.Pool is { } pool) await found.ReadTermsAsync(reader, pool, cancellationToken);
        var priced = found.Ledger.Collateral.Keys.Select(asset => found._terms?.Policy.Find(asset)?.Market).Append(found._terms?.Policy.SettlementMarket).OfType<MarketId>();
        foreach (var market in found.Ledger.Markets.Keys.Concat(others).Concat(priced).Distinct().ToList()) await found.ReadMarketAsync(reader, market, cancellationToken);
        return found;
    }

    /// <inheritdoc/>
    public MarketSnapshot? Find(MarketId market) => _snapshots.GetValueOrDefault(market);

    /// <inheritdoc/>
    public bool IsUnpriced(MarketId market) => Find(market) is null;

    /// <inheritdoc/>
    public MarketRisk? FindRisk(MarketSnapshot snapshot) => RiskArrayBuilder.Build(snapshot, _scenarios);

    /// <inheritdoc/>
    public CollateralTerms? FindCollateral(PoolId pool) => _terms is { } terms && terms.Pool == pool ? terms : null;

    private async Task ReadTermsAsync(JournalReader reader, PoolId id, CancellationToken cancellationToken)
    {
        var pool = new PoolLedger(id);
        var last = DateTimeOffset.MinValue;
        await reader.ReadAsync<PoolEvent>(
            JournalId.ForPool(id),
            (sequence, e) =>
            {
                pool.Apply(sequence, e);
                last = e.At;
            },
            cancellationToken);
        _terms = pool.Collateral is { } terms ? pool.Rules.Changes.CappedAt(terms, pool.Rules.Limits?.Policy.CollateralCapPerDay, last) : null;
    }

    private async Task ReadMarketAsync(JournalReader reader, MarketId id, CancellationToken cancellationToken)
    {
        var market = new MarketLedger(id);
        await reader.ReadAsync<MarketEvent>(
            JournalId.ForMarket(id),
            (sequence, e) =>
            {
                market.Apply(sequence, e);
                foreach (var (account, leg) in market.LegsOf(sequence, e))
                    if (account == Ledger.Account && AccountDecider.Receive(Ledger, leg, e.At).Event is { } applied) Ledger.Apply(Ledger.Sequence + 1, applied);
            },
            cancellationToken);
        if (market.Snapshot is { } snapshot) _snapshots[id] = snapshot;
    }
}
