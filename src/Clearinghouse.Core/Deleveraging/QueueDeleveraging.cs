using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>
/// The queue by profit times leverage that exchanges use: the highest score is closed first, wholly, until enough is closed. It looks at one position at a time and at profit rather than risk; here to be compared with.
/// </summary>
/// <param name="Order">Every entry in the order of the queue, with what is closed of it.</param>
/// <param name="Unallocated">What the queue could not provide.</param>
public sealed record QueueDeleveraging(ImmutableArray<QueueClosure> Order, Rational Unallocated)
{
    /// <summary>Closes along the queue.</summary>
    /// <param name="entries">In any order.</param>
    /// <param name="required">How much must be closed; not negative.</param>
    /// <exception cref="ArgumentException">A size or what is required is negative.</exception>
    /// <exception cref="DivideByZeroException">An entry has no profit and no leverage.</exception>
    public static QueueDeleveraging Close(ImmutableArray<QueueEntry> entries, Rational required)
    {
        if (required.Sign < 0 || entries.Any(entry => entry.Size.Sign < 0)) throw new ArgumentException("What is required and sizes are not negative.", nameof(entries));
        var order = ImmutableArray.CreateBuilder<QueueClosure>(entries.Length);
        var left = required;
        foreach (var entry in entries.OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var closed = Rational.Min(left, entry.Size);
            order.Add(new QueueClosure(entry, closed));
            left -= closed;
        }

        return new QueueDeleveraging(order.MoveToImmutable(), left);
    }

    /// <summary>The queue over baskets: profit per net notional, net notional over equity. A basket without notional has no score and stays out.</summary>
    public static QueueDeleveraging Close(ImmutableArray<DeleveragingAccount> accounts, Amount required) => Close(
        [.. accounts.Where(account => account.Notional.IsPositive).Select(account =>
            new QueueEntry(account.Account.Value, Rational.From(account.Profit) / Rational.From(account.Notional), account.Leverage.ToRational(), Rational.From(account.Notional)))],
        Rational.From(required));
}
