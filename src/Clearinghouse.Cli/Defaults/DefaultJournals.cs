using System.Collections.Immutable;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults.Stories;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Storage;

namespace Clearinghouse.Cli.Defaults;

/// <summary>Defaults as the journals of a database tell them, without a cluster. Every link of every chain that is read is checked.</summary>
/// <param name="store">The database.</param>
internal sealed class DefaultJournals(IJournalStore store)
{
    /// <summary>How long before and after a default prices are shown.</summary>
    private static readonly TimeSpan PricesAround = TimeSpan.FromHours(6);

    private readonly JournalReader _reader = new(store);

    /// <summary>What happened on the path, day by day.</summary>
    /// <param name="late">How long after a day's end what happens still belongs to it.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<PathTally> TallyAsync(TimeSpan late, CancellationToken cancellationToken)
    {
        var tally = new PathTally(late);
        await ReadPoolsAsync((pool, _, e) => tally.See(pool, e), cancellationToken);
        await ReadAccountsAsync((account, _, e) => tally.See(account, e), cancellationToken);
        return tally;
    }

    /// <summary>Every default, in the order in which they were declared; those whose loss is not allocated too.</summary>
    public async Task<ImmutableArray<ListedDefault>> ListAsync(CancellationToken cancellationToken)
    {
        var pools = new Dictionary<PoolId, PoolLedger>();
        await ReadPoolsAsync(
            (pool, sequence, e) =>
            {
                if (!pools.TryGetValue(pool, out var ledger)) pools[pool] = ledger = new PoolLedger(pool);
                ledger.Apply(sequence, e);
            },
            cancellationToken);
        var cases = pools.Values.SelectMany(pool => pool.Defaults.Cases.Select(known => (pool.Pool, Case: known.Value))).ToDictionary(known => known.Case.Claim.Default);
        var (listed, states) = (new List<(AccountId Account, AccountDefaulted Declared)>(), new Dictionary<AccountId, AccountRisk>());
        await ReadAccountsAsync(
            (account, _, e) =>
            {
                if (e is not RiskStateChanged { Change: var change }) return;
                states[account] = (states.GetValueOrDefault(account) ?? new AccountRisk { Account = account }).Apply(change);
                if (change is AccountDefaulted declared) listed.Add((account, declared));
            },
            cancellationToken);
        return
        [
            .. listed.OrderBy(one => one.Declared.At).ThenBy(one => one.Declared.Default)
                .Select(one => ListedDefault.Of(one.Account, one.Declared, states[one.Account], cases.TryGetValue(one.Declared.Default, out var known) ? known : null)),
        ];
    }

    /// <summary>A default's whole story, with the prices of its markets.</summary>
    /// <exception cref="CliException">There is no such default.</exception>
    public async Task<DefaultStory> ReadAsync(DefaultId cause, CancellationToken cancellationToken)
    {
        var story = await ReadPoolOfAsync(cause, cancellationToken);
        if (story.Account is { } account) await _reader.ReadAsync<AccountEvent>(JournalId.ForAccount(account), (sequence, e) => story.See(account, sequence, e), cancellationToken);
        else await ReadAccountsAsync(story.See, cancellationToken);
        foreach (var market in story.Markets.ToList())
        {
            var ledger = new MarketLedger(market);
            await _reader.ReadAsync<MarketEvent>(
                JournalId.ForMarket(market),
                (sequence, e) =>
                {
                    ledger.Apply(sequence, e);
                    if (e is SnapshotPublished) story.See(ledger.Snapshot!, PricesAround);
                },
                cancellationToken);
        }

        return story.Build() ?? throw new CliException(ExitCodes.NotFound, $"There is no default '{cause}' in this database. `clearinghouse default list` shows all.");
    }

    /// <summary>The story as far as the pool that allocated the loss knows it; an empty one where none did.</summary>
    private async Task<DefaultStoryBuilder> ReadPoolOfAsync(DefaultId cause, CancellationToken cancellationToken)
    {
        await foreach (var journal in store.ListJournalsAsync("pool/", cancellationToken))
        {
            var (story, pool) = (new DefaultStoryBuilder(cause), PoolId.Create(journal.Key));
            await _reader.ReadAsync<PoolEvent>(journal, (sequence, e) => story.See(pool, sequence, e), cancellationToken);
            if (story.Account is not null) return story;
        }

        return new DefaultStoryBuilder(cause);
    }

    private async Task ReadPoolsAsync(Action<PoolId, long, PoolEvent> see, CancellationToken cancellationToken)
    {
        foreach (var journal in await ListAsync("pool/", cancellationToken))
            await _reader.ReadAsync<PoolEvent>(journal, (sequence, e) => see(PoolId.Create(journal.Key), sequence, e), cancellationToken);
    }

    private async Task ReadAccountsAsync(Action<AccountId, long, AccountEvent> see, CancellationToken cancellationToken)
    {
        foreach (var journal in await ListAsync("account/", cancellationToken))
            await _reader.ReadAsync<AccountEvent>(journal, (sequence, e) => see(AccountId.Create(journal.Key), sequence, e), cancellationToken);
    }

    private async Task<List<JournalId>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var journals = new List<JournalId>();
        await foreach (var journal in store.ListJournalsAsync(prefix, cancellationToken)) journals.Add(journal);
        return journals;
    }
}
