using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Clearing;

/// <summary>
/// Legs that a market owes and that are not confirmed. Delivery is at least once and in order per account; the account's cursor makes it once.
/// Not journaled: it is rebuilt from the market's journal and the confirmations in its snapshot.
/// </summary>
public sealed class Outbox
{
    private readonly Dictionary<AccountId, Queue<AccountLeg>> _owed = [];

    /// <summary>Legs that are not confirmed.</summary>
    public int Count { get; private set; }

    /// <summary>Accounts that are owed something.</summary>
    public IEnumerable<AccountId> Accounts => _owed.Keys;

    /// <summary>The oldest sequence that is not confirmed, or null when nothing is owed.</summary>
    public long? OldestSequence => _owed.Count == 0 ? null : _owed.Values.Min(queue => queue.Peek().Sequence);

    /// <summary>Owes a leg to an account. Legs of one account must be added in order.</summary>
    public void Add(AccountId account, AccountLeg leg)
    {
        if (!_owed.TryGetValue(account, out var queue)) _owed[account] = queue = new Queue<AccountLeg>();
        queue.Enqueue(leg);
        Count++;
    }

    /// <summary>The oldest legs owed to an account, at most so many, and none newer than a sequence: what may be shown is durable.</summary>
    public ImmutableArray<AccountLeg> Peek(AccountId account, int most, long durableSequence)
    {
        if (!_owed.TryGetValue(account, out var queue)) return [];
        return [.. queue.TakeWhile(leg => leg.Sequence <= durableSequence).Take(most)];
    }

    /// <summary>The account confirmed everything up to a sequence.</summary>
    public void Confirm(AccountId account, long sequence)
    {
        if (!_owed.TryGetValue(account, out var queue)) return;
        while (queue.TryPeek(out var leg) && leg.Sequence <= sequence)
        {
            queue.Dequeue();
            Count--;
        }

        if (queue.Count == 0) _owed.Remove(account);
    }
}
