using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Tests.Failures;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Pools;

/// <summary>What the pool's own book gained goes to those who bore losses, the latest default first.</summary>
public sealed class BookGainTests
{
    private static readonly AccountId Book = OwnNames.BookOf(Pool);

    [Fact]
    public void Gain_PaysTheLatestDefaultFirst_AndWithinItTheLastLayer()
    {
        var pool = new FailurePool("100", (Venue, "50"));
        pool.Claim(FailurePool.ClaimOf(Cause(1), Alice, "60", Venue)); // 50 of the venue, 10 of the house
        pool.Claim(FailurePool.ClaimOf(Cause(2), Carol, "95"), new AccountGain(Bob, A("20"))); // 90 of the house, 5 of Bob
        var first = Return(pool, "100")!;
        Assert.Equal((Cause(2), A("95")), (first.Plan.Default, first.Plan.Recovery));
        Assert.Equal([("bob", A("5")), ("house", A("90"))], first.Plan.Postings.Select(posting => (posting.Payer.Name, posting.Amount)));
        Assert.Equal((A("-95"), Amount.Zero, A("90")), (pool.TransferredTo(Book), pool.TransferredTo(Bob), pool.Ledger.BalanceOf(PoolFund.House)));
        var second = Return(pool, "5")!;
        Assert.Equal(Cause(1), second.Plan.Default);
        Assert.Equal([("house", A("5"))], second.Plan.Postings.Select(posting => (posting.Payer.Name, posting.Amount)));
        Assert.Equal(A("-100"), pool.TransferredTo(Book));
    }

    [Fact]
    public void Gain_OfferedTwice_OrBeforeTheBookHasBookedWhatThePoolMoved_TakesNothingMore()
    {
        var pool = new FailurePool("100");
        pool.Claim(FailurePool.ClaimOf(Cause(1), Alice, "60"));
        var gain = new BookGain(Book, 0, A("10"));
        var returned = Return(pool, "10")!;
        Assert.Equal(gain, returned.Gain);
        Expect.Exists(BookGainDecider.Decide(pool.Ledger, gain, Start), CommandStatus.Exists, pool.Ledger.Sequence);
        Expect.Refused(BookGainDecider.Decide(pool.Ledger, gain with { Book = Bob }, Start), RefusalCode.SenderNotAllowed, "bob");
        Expect.Refused(BookGainDecider.Decide(pool.Ledger, gain with { Amount = Amount.Zero }, Start), RefusalCode.AmountNotPositive, Book.Value, available: "0");
        Expect.Corrupt(() => pool.Ledger.Apply(pool.Ledger.Sequence + 1, returned), "may not have");
        var forged = returned with { Gain = gain with { PoolCursor = pool.Ledger.Defaults.Transfers[Book].LastSequence } };
        Expect.Corrupt(() => pool.Ledger.Apply(pool.Ledger.Sequence + 1, forged), "latest loss");
    }

    [Fact]
    public void Gain_WhereNobodyIsOutOfPocket_StaysInTheBook()
    {
        var pool = new FailurePool("100");
        Assert.Null(Return(pool, "10"));
        pool.Claim(FailurePool.ClaimOf(Cause(1), Alice, "60"));
        pool.Recover(Cause(1), A("60"));
        Assert.Null(Return(pool, "10"));
        Assert.Equal(Amount.Zero, pool.TransferredTo(Book));
    }

    /// <summary>Whatever is lost and gained: what leaves the book is what others get, to the unit; nobody gets more than it bore; no gain is kept while somebody is out of pocket.</summary>
    [Fact]
    public void Gains_AreConserved_AndPaidUntilEverybodyIsWhole() => Gen.Select(Gen.Select(Gen.Long[1, 1_000_000_000_000_000_000], Gen.Long[0, 1_000_000_000_000_000_000], Gen.Bool).Array[1, 8], Gen.Long[1, long.MaxValue]).Sample((claims, raw) =>
    {
        var pool = new FailurePool("50", (Venue, "30"));
        foreach (var (i, (debt, gained, ours)) in claims.Index())
        {
            var claim = FailurePool.ClaimOf(Cause(i + 1), AccountId.Create($"defaulter-{i}"), "1", ours ? Venue : null) with { Debt = Amount.FromRaw(debt) };
            pool.Claim(claim, new AccountGain(Bob, Amount.FromRaw(gained)), new AccountGain(Carol, Amount.FromRaw(gained / 3)));
        }

        var (left, before, owed) = (Amount.FromRaw(raw), WorthOf(pool), OwedOf(pool));
        while (left.IsPositive && Return(pool, left) is { } returned)
        {
            left -= returned.Plan.Recovery;
            Assert.Equal(before, WorthOf(pool));
        }

        Assert.Equal(Amount.Min(Amount.FromRaw(raw), owed), -pool.TransferredTo(Book));
        Assert.Equal(owed + pool.TransferredTo(Book), OwedOf(pool));
        Assert.All(pool.Ledger.Defaults.Cases.Values, known => Assert.All(known.Plan.Postings.Zip(known.PaidBack), pair => Assert.True(pair.Second <= pair.First.Amount && !pair.Second.IsNegative)));
    });

    private static DefaultId Cause(int number) => OwnNames.DefaultOf(Alice, number);

    /// <summary>The pool's funds and all that it moved to accounts.</summary>
    private static Amount WorthOf(FailurePool pool) => FailurePool.Sum([.. pool.Ledger.Funds.Values, .. pool.Ledger.Defaults.Transfers.Values.Select(transfers => transfers.Total)]);

    private static Amount OwedOf(FailurePool pool) => FailurePool.Sum(pool.Ledger.Defaults.Cases.Values.SelectMany(known => known.Plan.Postings.Select((posting, i) => posting.Amount - known.PaidBack[i])));

    private static BookGainReturned? Return(FailurePool pool, string amount) => Return(pool, A(amount));

    private static BookGainReturned? Return(FailurePool pool, Amount amount)
    {
        var decision = BookGainDecider.Decide(pool.Ledger, new BookGain(Book, pool.Ledger.Defaults.Transfers.GetValueOrDefault(Book)?.LastSequence ?? 0, amount), Start);
        Assert.Equal(CommandStatus.Created, decision.Status);
        foreach (var e in decision.Events) pool.Ledger.Apply(pool.Ledger.Sequence + 1, CanonicalEncoding.Decode<PoolEvent>(CanonicalEncoding.Encode(e)));
        return decision.Events.IsEmpty ? null : (BookGainReturned)decision.Events[0];
    }
}
