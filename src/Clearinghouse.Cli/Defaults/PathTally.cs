using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;

namespace Clearinghouse.Cli.Defaults;

/// <summary>Counts from journals what happened on the path to default, day by day.</summary>
/// <param name="late">How long after a day's end what happens still belongs to it: where prices of bars come when the bars have ended.</param>
internal sealed class PathTally(TimeSpan late)
{
    private readonly SortedDictionary<DateOnly, PathDay> _days = [];
    private readonly Dictionary<AccountId, CloseOutOrder> _orders = [];

    /// <summary>All days together.</summary>
    public PathDay Total => _days.Values.Aggregate(PathDay.Quiet, (sum, day) => sum + day);

    /// <summary>A day, UTC.</summary>
    public PathDay On(DateOnly date) => _days.GetValueOrDefault(date) ?? PathDay.Quiet;

    /// <summary>Sees the next event of an account.</summary>
    public void See(AccountId account, AccountEvent e)
    {
        switch (e)
        {
            case RiskStateChanged { Change: LiquidationBegun }: Add(e.At, PathDay.Quiet with { Liquidations = 1 }); break;
            case RiskStateChanged { Change: AccountRecovered }: Add(e.At, PathDay.Quiet with { Recoveries = 1 }); break;
            case RiskStateChanged { Change: AccountDefaulted }: Add(e.At, PathDay.Quiet with { Defaults = 1 }); break;
            case CloseOutOrdered { Order.Purpose: not CloseOutPurpose.Deleveraging } ordered: _orders[account] = ordered.Order; break;
            case CloseOutAnswered answered when _orders.Remove(account, out var order) && order.Number == answered.Number: Add(e.At, OutcomeOf(order, answered.Answers)); break;
        }
    }

    /// <summary>Sees the next event of a pool.</summary>
    public void See(PoolEvent e)
    {
        if (e is not LossAllocated allocated) return;
        foreach (var posting in allocated.Plan.Postings) Add(e.At, PathDay.Quiet with { Losses = PathDay.Quiet.Losses.Add(posting.Kind, posting.Amount) });
    }

    private static PathDay OutcomeOf(CloseOutOrder order, ImmutableArray<CloseOutAnswer> answers) => order.Planned
        .Select((leg, i) => (leg.Notional, Trade: order.Trades[i], answers[i].Refusal))
        .Where(closed => closed.Refusal is null)
        .Aggregate(PathDay.Quiet, (sum, closed) => sum + (PathDay.Quiet with { Closed = PathDay.Quiet.Closed.Add(closed.Trade.Kind, closed.Notional), Penalties = closed.Trade.Penalty }));

    private void Add(DateTimeOffset at, PathDay part)
    {
        var date = DateOnly.FromDateTime((at - late).UtcDateTime);
        _days[date] = On(date) + part;
    }
}
