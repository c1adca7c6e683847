using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>A buyer and a seller that a venue brought together.</summary>
/// <param name="Buyer">Who buys.</param>
/// <param name="Seller">Who sells.</param>
/// <param name="Quantity">Contracts, positive.</param>
internal readonly record struct Match(Trader Buyer, Trader Seller, Quantity Quantity)
{
    /// <summary>Matches the orders of one venue in one market, first come first served; what finds no counterpart is dropped.</summary>
    public static IEnumerable<Match> All(IEnumerable<Order> orders)
    {
        var (buys, sells) = (new Queue<Order>(), new Queue<Order>());
        foreach (var order in orders) (order.Quantity.IsPositive ? buys : sells).Enqueue(order);
        var (wanted, offered) = (Quantity.Zero, Quantity.Zero);
        while (buys.TryPeek(out var buy) && sells.TryPeek(out var sell))
        {
            wanted = wanted.IsZero ? buy.Quantity : wanted;
            offered = offered.IsZero ? -sell.Quantity : offered;
            var quantity = Quantity.Min(wanted, offered);
            yield return new Match(buy.Trader, sell.Trader, quantity);
            (wanted, offered) = (wanted - quantity, offered - quantity);
            if (wanted.IsZero) buys.Dequeue();
            if (offered.IsZero) sells.Dequeue();
        }
    }
}
