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
/// <param name="auctions">Asks liquidators for bids.</param>
/// <param name="delivered">Waits until a market's legs have arrived.</param>
internal sealed class ReplayPath(
    ReplayNode node, ReplayClock clock, PoolId pool, ReplayPopulation population, IReadOnlyList<ReplayMarket> markets, ReplayAuctions auctions, Func<ReplayMarket, Task> delivered)
{
    /// <summary>Looks at everybody at one instant; each look lets accounts react to what others did in the one before.</summary>
    private const int MostLooks = 20;

    /// <summary>Steps of liquidations between two prices. Longer ones go on after the next price.</summary>
    private const int MostSteps = 12;

    /// <summary>Bids in one auction at one instant.</summary>
    private const int MostBids = 16;

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
        changed.UnionWith(await TouchedAsync());
        await RefreshAsync(changed);
        await node.RefreshShardsAsync(changed);
        await DriveNowAsync(changed, isStep: true);
        var (steps, interval) = (0, TimeSpan.FromSeconds(states.StepIntervalSeconds));
        DateTimeOffset? stepAt = clock.GetUtcNow().AddSeconds(states.GraceSeconds);
        while (true)
        {
            if (steps == MostSteps || !_exposures.Values.Any(exposure => exposure.IsCalled)) stepAt = null;
            DateTimeOffset? lookAt = Auctioned.Any() ? clock.GetUtcNow() + ReplayAuctions.BetweenLooks : null;
            if ((stepAt < lookAt ? stepAt : lookAt ?? stepAt) is not { } next || next >= until) return;
            clock.MoveTo(next);
            var isStep = next == stepAt;
            if (isStep) steps++;
            var hasMoved = await DriveNowAsync(changed, isStep);

            // Where nobody moved, nobody will by time alone; what an auction leaves may still be closed in steps.
            if (hasMoved || isStep) stepAt = hasMoved ? next + interval : null;
        }
    }

    /// <summary>Accounts whose portfolio is being auctioned.</summary>
    private IEnumerable<AccountId> Auctioned => _exposures.Values.Where(exposure => exposure.Auction is not null).Select(exposure => exposure.Account);

    /// <summary>The pool's own book, where it is unwound: nobody watches it but itself.</summary>
    private IEnumerable<AccountId> OpenBook => population.Liquidators.Count > 0 ? [_ownBook] : [];

    /// <summary>Drives accounts at this instant, and lets liquidators bid; false when nobody moved.</summary>
    /// <param name="changed">Gains those that moved.</param>
    /// <param name="isStep">Whether a step of a liquidation may be due; else only those are looked at whose auctions run.</param>
    private async Task<bool> DriveNowAsync(HashSet<AccountId> changed, bool isStep)
    {
        var hasMoved = false;
        var again = new SortedSet<AccountId>();
        for (var look = 0; look < MostLooks; look++)
        {
            var called = isStep ? _exposures.Values.Where(exposure => exposure.IsCalled).Select(exposure => exposure.Account) : Auctioned;
            var due = new SortedSet<AccountId>(again.Concat(_book.Sweep(node.Board).Decide).Concat(called).Concat(OpenBook));
            again = [];
            foreach (var account in due.Where(account => !_shut.Contains(account)))
            {
                if (!await MoveAsync(account)) continue;
                await SettleAsync(account, changed, again);
                hasMoved = true;
            }

            hasMoved |= await AuctionAsync(changed, again);
            if (again.Count == 0) break;
        }

        return hasMoved;
    }

    /// <summary>Lets liquidators bid for what is auctioned, one auction after the other, until nobody wants more; true when a bid was taken.</summary>
    private async Task<bool> AuctionAsync(HashSet<AccountId> changed, SortedSet<AccountId> again)
    {
        var hasSold = false;
        foreach (var seller in Auctioned.ToList())
        {
            for (var bids = 0; bids < MostBids && _exposures[seller].Auction is not null && await auctions.BidAsync(seller, _exposures) is not null; bids++)
            {
                await MoveAsync(seller);
                await SettleAsync(seller, changed, again);
                hasSold = true;
            }
        }

        return hasSold;
    }

    /// <summary>Lets an account move as far as it goes now; false when it did not.</summary>
    private async Task<bool> MoveAsync(AccountId account)
    {
        var before = _exposures.GetValueOrDefault(account)?.Version;
        var after = await node.CheckMarginAsync(account);
        if (account == _ownBook) _exposures[account] = after;
        return after.Version != before;
    }

    /// <summary>Waits for what an account's moves set going, and learns what they changed.</summary>
    private async Task SettleAsync(AccountId account, HashSet<AccountId> changed, SortedSet<AccountId> again)
    {
        foreach (var market in markets) await delivered(market);
        List<AccountId> touched = [.. await TouchedAsync(), account];
        again.UnionWith(touched);
        List<AccountId> moved = [.. touched, .. population.Backing.Select(backing => backing.Account), _ownBook];
        await RefreshAsync(moved);
        changed.UnionWith(moved);

        // The next claim is allocated by what shards know of everybody.
        await node.RefreshShardsAsync(moved);
        foreach (var trader in moved.Select(one => population.Find(one.Value)).OfType<Trader>()) Tell(trader);
        if ((await node.Account(account.Value).GetStatement()).Path is not { IsShut: true } path) return;
        if (population.Find(account.Value) is { } defaulter) defaulter.IsOut = true;
        if (path.Risk.State == AccountRiskState.Closed) _shut.Add(account);
    }

    /// <summary>The accounts that the pool has moved money to or from since it was last asked, once they have it.</summary>
    private async Task<IReadOnlyList<AccountId>> TouchedAsync()
    {
        var defaults = await node.DefaultsOnceConfirmedAsync(pool);
        Compare(defaults);
        var touched = defaults.Transfers.Where(transfer => transfer.Value.LastSequence > _poolSequence).Select(transfer => transfer.Key).ToList();
        _poolSequence = defaults.Transfers.Values.Select(transfer => transfer.LastSequence).DefaultIfEmpty(0).Max();
        return touched;
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

            // What the book loses is numbered by the pool's journal, where fees of trades come in when they come: no seed decides that number.
            var named = known.Claim.Account == _ownBook ? DefaultId.Create(_ownBook.Value) : id;
            _deleveragings.Add(new DeleveragingEvent(named, known.At, certificate.Deficit, certificate.TotalHaircut, certificate.Verify().IsEmpty, comparison));
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
