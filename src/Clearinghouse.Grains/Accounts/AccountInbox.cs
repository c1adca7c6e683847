using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Grains.Markets;
using Clearinghouse.Grains.Pools;

namespace Clearinghouse.Grains.Accounts;

/// <summary>What an account receives from the outboxes of markets and of its pool: each once, in order, and fetched where it is missing. Used from one account's turns only.</summary>
/// <param name="account">The account.</param>
/// <param name="grains">Where markets and the pool are.</param>
/// <param name="appendLazily">Applies an event of a leg, and writes it later: its market can always supply it again.</param>
/// <param name="afterLegs">Told when legs were applied.</param>
/// <param name="afterCatchUp">Told when a market has said what is in flight.</param>
/// <param name="supersede">Ends the activation: another one has taken over.</param>
internal sealed class AccountInbox(IDefaultDriven account, IGrainFactory grains, Action<AccountEvent> appendLazily, Action afterLegs, Action afterCatchUp, Action supersede)
{
    private AccountLedger Ledger => account.Ledger;

    /// <summary>Applies legs in order; false when one is missing before them.</summary>
    public bool Receive(ImmutableArray<AccountLeg> legs)
    {
        foreach (var leg in legs)
        {
            var disposition = AccountDecider.Receive(Ledger, leg, account.Now);
            if (disposition.IsGap) return false;
            if (disposition.Event is { } applied) appendLazily(applied);
            if (leg.Trade is { } trade) account.Reservations.Release(leg.Market, trade);
        }

        afterLegs();
        return true;
    }

    /// <summary>Asks a market for everything after the cursor, and what is still in flight.</summary>
    public async Task CatchUp(MarketId market)
    {
        var grain = grains.GetGrain<IMarketClearing>(market.Value);
        LegsAnswer answer;
        DateTimeOffset askedAt;
        IReadOnlyCollection<Reservation> closing;
        do
        {
            (askedAt, closing) = (account.Now, account.Reservations.ClosingIn(market));
            var cursor = Ledger.CursorOf(market);
            answer = await LegsAfter(grain, cursor);
            if (Receive(answer.Legs)) continue;

            // A delivery came in between, so the page does not fit the cursor any more and is asked for again. If none did, something is wrong.
            JournalCorruptException.ThrowUnless(Ledger.CursorOf(market) != cursor, $"market/{market}", cursor, $"its legs for {Ledger.Account} do not follow");
            answer = answer with { IsComplete = false };
        }
        while (!answer.IsComplete);
        account.Reservations.Reconcile(market, answer, askedAt, closing);
        afterCatchUp();
    }

    /// <summary>Books transfers in order; false when one is missing before them.</summary>
    public bool Receive(ImmutableArray<PoolTransfer> transfers)
    {
        foreach (var transfer in transfers)
        {
            var disposition = AccountPathDecider.Receive(Ledger, transfer, account.Now);
            if (disposition.IsGap) return false;
            if (disposition.Event is { } booked) account.Append([booked]);
        }

        return true;
    }

    /// <summary>Asks the pool for everything after the cursor.</summary>
    public async Task CatchUpWithPool()
    {
        if (Ledger.Pool is { } pool) Receive(await grains.GetGrain<IPoolClearing>(pool.Value).TransfersAfter(Ledger.Account, Ledger.Path.PoolCursor));
    }

    private async Task<LegsAnswer> LegsAfter(IMarketClearing market, long cursor)
    {
        try
        {
            return await market.LegsAfter(Ledger.Account, cursor, Ledger.Epoch);
        }
        catch (ActivationSupersededException)
        {
            supersede();
            throw;
        }
    }
}
