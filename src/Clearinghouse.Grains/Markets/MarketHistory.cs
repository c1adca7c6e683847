using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Storage;

namespace Clearinghouse.Grains.Markets;

/// <summary>Reads a market's journal for what memory no longer holds. Slow, exact, and rare.</summary>
internal sealed class MarketHistory(IJournalStore store, JournalId journal, MarketClearing clearing)
{
    /// <summary>Looks a trade up that may have been cleared longer ago than memory reaches.</summary>
    public async Task<ClearOutcome?> Find(ClearTrade trade)
    {
        await foreach (var segment in store.ReadSegmentsAsync(journal, 1))
            foreach (var (sequence, e) in SegmentPayload.Read<MarketEvent>(segment))
                if (e is TradeCleared cleared && cleared.Trade.Key == trade.Key) return TradeDecider.Compare(trade, cleared.Trade, sequence);
        return null;
    }

    /// <summary>An account's legs after its cursor.</summary>
    public async Task<LegsAnswer> LegsAfter(AccountId account, long cursor)
    {
        // In flight as of before the reading: a trade that becomes durable meanwhile is then in the answer at least once, as a reservation or as a leg.
        var (legs, answer) = (ImmutableArray.CreateBuilder<AccountLeg>(), clearing.Answer(account, [], isComplete: false));
        await foreach (var segment in store.ReadSegmentsAsync(journal, cursor + 1))
        {
            foreach (var (sequence, e) in SegmentPayload.Read<MarketEvent>(segment))
            {
                if (sequence <= cursor) continue;
                legs.AddRange(clearing.Ledger.LegsOf(sequence, e).Where(owed => owed.Account == account).Select(owed => owed.Leg));
            }

            if (legs.Count >= MarketClearing.LegsPerAnswer) return answer with { Legs = legs.ToImmutable() };
        }

        return answer with { Legs = legs.ToImmutable(), IsComplete = true };
    }
}
