using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Clearing;

public sealed class OutboxTests
{
    private readonly Outbox _outbox = new();

    [Fact]
    public void Empty_OwesNothing()
    {
        Assert.Equal((0, null), (_outbox.Count, _outbox.OldestSequence));
        Assert.Empty(_outbox.Accounts);
        Assert.Empty(_outbox.Peek(Alice, 10, 100));
    }

    [Fact]
    public void Peek_GivesTheOldest_AtMostSoMany_AndNoneThatIsNotDurable()
    {
        Owe(Alice, 3, 5, 9);
        Assert.Equal([3, 5], Peek(Alice, most: 2, durable: 100));
        Assert.Equal([3, 5], Peek(Alice, most: 10, durable: 8));
        Assert.Empty(Peek(Alice, most: 10, durable: 2));
        Assert.Equal([3, 5, 9], Peek(Alice, most: 10, durable: 9));
        Assert.Equal(3, _outbox.Count);
    }

    [Fact]
    public void Confirm_TakesAway_WhatIsConfirmedAndNoMore()
    {
        Owe(Alice, 3, 5, 9);
        Owe(Bob, 3);
        _outbox.Confirm(Alice, 5);
        Assert.Equal((2, 3L), (_outbox.Count, _outbox.OldestSequence));
        _outbox.Confirm(Alice, 4); // late and lower
        _outbox.Confirm(Carol, 9); // owed nothing
        Assert.Equal([9], Peek(Alice, most: 10, durable: 100));
        _outbox.Confirm(Bob, 3);
        Assert.Equal((1, 9L), (_outbox.Count, _outbox.OldestSequence));
        Assert.Equal([Alice], _outbox.Accounts);
        _outbox.Confirm(Alice, 100);
        Assert.Equal((0, null), (_outbox.Count, _outbox.OldestSequence));
        Assert.Empty(_outbox.Accounts);
    }

    private void Owe(AccountId account, params long[] sequences)
    {
        foreach (var sequence in sequences) _outbox.Add(account, Leg(sequence));
    }

    private IEnumerable<long> Peek(AccountId account, int most, long durable) => _outbox.Peek(account, most, durable).Select(leg => leg.Sequence);

    private static AccountLeg Leg(long sequence) => new()
    {
        Market = Btc,
        Sequence = sequence,
        PreviousSequence = 0,
        Contract = Perp,
        Multiplier = Quantity.One,
        Quantity = Quantity.One,
        Price = Price.One,
        FundingIndex = Price.Zero,
        Fee = Amount.Zero,
    };
}
