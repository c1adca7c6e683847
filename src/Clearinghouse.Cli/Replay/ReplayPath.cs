using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Risk;

namespace Clearinghouse.Cli.Replay;

/// <summary>
/// Drives accounts along the path from margin call to the end of a default by the time of the bars: one account after the other in the order of their names, each until it has no move left and everything it moved has arrived. So
/// no outcome depends on which account came first by chance.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="clock">Moved from step to step of liquidations.</param>
/// <param name="pool">The pool.</param>
/// <param name="population">Told what was closed for traders, and who is out.</param>
/// <param name="markets">All markets of the pool.</param>
/// <param name="delivered">Waits until a market's legs have arrived.</param>
internal sealed class ReplayPath(
    ReplayNode node, ReplayClock clock, PoolId pool, ReplayPopulation population, IReadOnlyList<ReplayMarket> markets, Func<ReplayMarket, Task> delivered)
{
    /// <summary>Looks at everybody at one instant; each look lets accounts react to what others did in the one before.</summary>
    private const int MostLooks = 20;

    /// <summary>Steps of liquidations between two prices. Longer ones go on after the next price.</summary>
    private const int MostSteps = 12;

    private readonly RiskBook _book = new(MarginPolicies.Default);
    private readonly SortedDictionary<AccountId, AccountExposure> _exposures = [];
    private readonly HashSet<AccountId> _shut = [];
    private readonly List<DeleveragingEvent> _deleveragings = [];
    private readonly AccountId _ownBook = OwnNames.BookOf(pool);
    private long _poolSequence;

    /// <summary>The deleveragings so far, each beside the usual queue.</summary>
    public IReadOnlyList<DeleveragingEvent> Deleveragings => _deleveragings;

    /// <summary>Drives everybody at the newest prices, until the next ones come.</summary>
    /// <param name="changed">Accounts that traded or moved money since the last drive; gains those that this drive changed.</param>
    /// <param name="until">When the next prices come.</param>
    /// <param name="states">The pool's terms.</param>
    public async Task DriveAsync(HashSet<AccountId> changed, DateTimeOffset until, RiskStateTerms states)
    {
        await RefreshAsync(changed);
        await node.RefreshShardsAsync(changed);
        await DriveNowAsync(changed);
        var wait = TimeSpan.FromSeconds(states.GraceSeconds);
        for (var step = 0; step < MostSteps && _exposures.Values.Any(exposure => exposure.IsCalled); step++)
        {
            var next = clock.GetUtcNow() + wait;
            if (next >= until) return;
            clock.MoveTo(next);
            if (!await DriveNowAsync(changed)) return;
            wait = TimeSpan.FromSeconds(states.StepIntervalSeconds);
        }
    }

    /// <summary>Drives everybody at this instant; false when nobody moved.</summary>
    private async Task<bool> DriveNowAsync(HashSet<AccountId> changed)
    {
        var hasMoved = false;
        var again = new SortedSet<AccountId>();
        for (var look = 0; look < MostLooks; look++)
        {
            var due = new SortedSet<AccountId>(again.Concat(_book.Sweep(node.Board).Decide).Concat(_exposures.Values.Where(exposure => exposure.IsCalled).Select(exposure => exposure.Account)));
            again = [];
            foreach (var account in due.Where(account => !_shut.Contains(account)))
            {
                var before = _exposures.GetValueOrDefault(account)?.Version;
                var after = await node.CheckMarginAsync(account);
                if (after.Version == before) continue;
                await SettleAsync(account, changed, again);
                hasMoved = true;
            }

            if (again.Count == 0) break;
        }

        return hasMoved;
    }

    /// <summary>Waits for what an account's moves set going, and learns what they changed.</summary>
    private async Task SettleAsync(AccountId account, HashSet<AccountId> changed, SortedSet<AccountId> again)
    {
        foreach (var market in markets) await delivered(market);
        var defaults = await node.DefaultsOnceConfirmedAsync(pool);
        Compare(defaults);
        var touched = defaults.Transfers.Where(transfer => transfer.Value.LastSequence > _poolSequence).Select(transfer => transfer.Key).Append(account).ToList();
        _poolSequence = defaults.Transfers.Values.Select(transfer => transfer.LastSequence).DefaultIfEmpty(0).Max();
        again.UnionWith(touched);
        List<AccountId> moved = [.. touched, .. population.Backstops.Select(backstop => backstop.Account), _ownBook];
        await RefreshAsync(moved);
        changed.UnionWith(moved);

        // The next claim is allocated by what shards know of everybody.
        await node.RefreshShardsAsync(moved);
        foreach (var trader in moved.Select(one => population.Find(one.Value)).OfType<Trader>()) Tell(trader);
        if ((await node.Account(account.Value).GetStatement()).Path is not { IsShut: true } path) return;
        if (population.Find(account.Value) is { } defaulter) defaulter.IsOut = true;
        if (path.Risk.State == AccountRiskState.Closed) _shut.Add(account);
    }

    private void Tell(Trader trader)
    {
        if (!_exposures.TryGetValue(trader.Account, out var exposure)) return;
        foreach (var market in markets)
        {
            var held = exposure.Markets.FirstOrDefault(joined => joined.Market == market.Id)?.Positions.GetValueOrDefault(market.Contract.Id)?.Quantity;
            trader.Holds(market.Number, held ?? default);
        }
    }

    /// <summary>Puts the usual queue on what a deleveraging was decided by: equities and notionals of the certificate, and the profits of just before.</summary>
    private void Compare(PoolDefaults defaults)
    {
        foreach (var (id, known) in defaults.Cases.Where(known => known.Value.Sequence > _poolSequence && known.Value.Certificate is not null))
        {
            var certificate = known.Certificate!;
            var profits = MarginBaskets.Of(_exposures.Values.Select(exposure => exposure.ToInput(node.Board)).OfType<MarginInput>(), MarginPolicies.Default).Accounts.ToDictionary(basket => basket.Account, basket => basket.Profit);
            ImmutableArray<DeleveragingAccount> accounts =
                [.. certificate.Lines.Select(line => new DeleveragingAccount(line.Account, line.Notional, line.Equity, profits.GetValueOrDefault(line.Account), []))];
            var comparison = DeleveragingComparison.Of(new DeleveragingRequest(id, certificate.RequiredReduction, certificate.Deficit, accounts), new DeleveragingPlan(certificate));
            _deleveragings.Add(new DeleveragingEvent(id, known.At, certificate.Deficit, certificate.TotalHaircut, certificate.Verify().IsEmpty, comparison));
        }
    }

    private async Task RefreshAsync(IEnumerable<AccountId> accounts)
    {
        foreach (var account in accounts)
        {
            if (await node.ExposureOfAsync(account) is not { } exposure) continue;
            _exposures[account] = exposure;
            _book.Report(exposure);
        }
    }
}
