using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Defaults;

/// <summary>Counts from journals what happened on the path to default, day by day.</summary>
/// <param name="late">How long after a day's end what happens still belongs to it: where prices of bars come when the bars have ended.</param>
internal sealed class PathTally(TimeSpan late)
{
    private readonly SortedDictionary<DateOnly, PathDay> _days = [];
    private readonly Dictionary<AccountId, CloseOutOrder> _orders = [];
    private readonly HashSet<AccountId> _books = [];

    /// <summary>All days together.</summary>
    public PathDay Total => _days.Values.Aggregate(PathDay.Quiet, (sum, day) => sum + day);

    /// <summary>A day, UTC.</summary>
    public PathDay On(DateOnly date) => _days.GetValueOrDefault(date) ?? PathDay.Quiet;

    /// <summary>Sees the next event of an account.</summary>
    public void See(AccountId account, AccountEvent e)
    {
        switch (e)
        {
            case AuctionChanged { Change: AuctionOpened }: Add(e.At, Auctioned(account, AuctionTally.None with { Held = 1 })); break;
            case RiskStateChanged { Change: LiquidationBegun }: Add(e.At, PathDay.Quiet with { Liquidations = 1 }); break;
            case RiskStateChanged { Change: AccountRecovered }: Add(e.At, PathDay.Quiet with { Recoveries = 1 }); break;
            case RiskStateChanged { Change: AccountDefaulted }: Add(e.At, PathDay.Quiet with { Defaults = 1 }); break;
            case CloseOutOrdered { Order.Purpose: not CloseOutPurpose.Deleveraging } ordered: _orders[account] = ordered.Order; break;
            case CloseOutAnswered answered when _orders.Remove(account, out var order) && order.Number == answered.Number: Add(e.At, OutcomeOf(account, order, answered.Answers)); break;
        }
    }

    /// <summary>Sees the next event of a pool; pools before their accounts.</summary>
    public void See(PoolId pool, PoolEvent e)
    {
        _books.Add(OwnNames.BookOf(pool));
        if (e is not LossAllocated allocated) return;
        if (_books.Contains(allocated.Claim.Account)) Add(e.At, PathDay.Quiet with { BookLoss = allocated.Plan.Loss });
        foreach (var posting in allocated.Plan.Postings) Add(e.At, PathDay.Quiet with { Losses = PathDay.Quiet.Losses.Add(posting.Kind, posting.Amount) });
    }

    private PathDay OutcomeOf(AccountId account, CloseOutOrder order, ImmutableArray<CloseOutAnswer> answers)
    {
        var closed = order.Planned.Select((leg, i) => (Leg: leg, order.Trades[i].Kind, answers[i].Refusal)).Where(trade => trade.Refusal is null).ToList();
        if (closed.Count == 0) return PathDay.Quiet;
        var auctioned = order.Purpose != CloseOutPurpose.Auction ? PathDay.Quiet
            : Auctioned(account, new AuctionTally(0, 1, Sum(closed, trade => trade.Leg.Notional), Sum(closed, trade => trade.Leg.Cost - trade.Leg.Penalty)));

        // What the book gives back is not closed a second time for an account.
        return _books.Contains(account) ? auctioned
            : closed.Aggregate(auctioned, (sum, trade) => sum + (PathDay.Quiet with { Closed = PathDay.Quiet.Closed.Add(trade.Kind, trade.Leg.Notional), Penalties = trade.Leg.Penalty }));
    }

    private PathDay Auctioned(AccountId account, AuctionTally auctions) => _books.Contains(account) ? PathDay.Quiet with { Unwinding = auctions } : PathDay.Quiet with { Auctions = auctions };

    private static Amount Sum<T>(List<T> items, Func<T, Amount> part) => items.Aggregate(Amount.Zero, (sum, item) => sum + part(item));

    private void Add(DateTimeOffset at, PathDay part)
    {
        var date = DateOnly.FromDateTime((at - late).UtcDateTime);
        _days[date] = On(date) + part;
    }
}
