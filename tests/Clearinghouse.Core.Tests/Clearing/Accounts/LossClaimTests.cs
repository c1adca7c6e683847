using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>What an account asks of its pool stands in its journal first, and is asked for in the same words until it is answered.</summary>
public sealed class LossClaimTests
{
    private static readonly AccountId Book = OwnNames.BookOf(Pool);

    [Fact]
    public void AClaim_IsJournaledBeforeItIsAsked_AndStaysTheSameWhateverIsPaidIn()
    {
        var alice = Defaulted();
        var claim = Assert.Single(alice.Claims);
        Assert.Equal(claim, Assert.Single(alice.Account.Journal.OfType<LossClaimed>()).Claim);
        Assert.Equal(-alice.Ledger.Cash, claim.Debt);
        Assert.True(claim.Debt.IsPositive);

        // Enough to pay the debt: what is claimed is claimed, by this activation and by one that is made of its snapshot.
        alice.Account.Deposit("100000");
        alice.Drive();
        Assert.Same(claim, alice.Claims[^1]);
        Assert.Equal(claim.Debt, Next(AccountLedger.FromState(alice.Ledger.ToState()), alice.Account)?.Claim?.Debt);

        // The pool pays the debt all the same, so that what was paid in is the account's own.
        alice.Account.Append(Covered(alice.Ledger, claim));
        Assert.Equal((A("100000"), claim), (alice.Ledger.Cash, alice.Ledger.Path.Claim));
        alice.Account.Append(PathMoveDecider.Close(alice.Ledger, alice.Account.Book, alice.Account.View, MarginPolicies.Default, alice.Account.Now)!);
        Assert.Equal((AccountRiskState.Closed, (DefaultClaim?)null), (alice.State, alice.Ledger.Path.Claim));
        Assert.Single(alice.Account.Journal.OfType<LossClaimed>());
    }

    /// <summary>Collateral that comes after the claim is not the pool's: the claim says what was seized.</summary>
    [Fact]
    public void CollateralPaidInAfterAClaim_IsNotSeized()
    {
        var alice = Defaulted();
        var usdc = AssetId.Create("usdc");
        alice.Account.Append(new CollateralDeposited(new DepositCollateral(Header("late", 1, "alice"), Pool, usdc, Q("5"))) { At = Start });
        alice.Drive();
        Assert.Empty(alice.Account.Journal.OfType<CollateralSeized>());
        var seized = new CollateralSeized(new SeizedCollateral(alice.Claims[0].Default, alice.Ledger.Collateral.ToImmutableSortedDictionary(), A("1"))) { At = Start };
        Expect.Corrupt(() => alice.Ledger.Apply(alice.Ledger.Sequence + 1, seized), "does not name");
    }

    [Fact]
    public void AClaimOfWhatIsNotOwed_IsNotFolded()
    {
        var alice = Defaulted();
        var claim = alice.Claims[0];
        Corrupt(alice.Account.Journal, claim, "or twice");
        var before = alice.Account.Journal.TakeWhile(e => e is not LossClaimed).ToList();
        Corrupt(before, claim with { Debt = claim.Debt + Amount.FromRaw(1) }, "another loss");
        Corrupt(before, claim with { CollateralValue = Amount.FromRaw(1) }, "another loss");
        Corrupt(before, claim with { Default = OwnNames.DefaultOf(Alice, 9) }, "there is not");
        Corrupt(before, claim with { Account = Bob }, "there is not");
        Corrupt([new Deposited(new Deposit(Header("d", 1, "alice"), Pool, A("1"))) { At = Start }], claim, "there is not");
    }

    [Fact]
    public void TheBooksLoss_IsClaimedOnce_AndUnderANameOfItsOwnNextTime()
    {
        var book = BookWith("-7");
        var claim = Claim(book);
        Assert.Equal((Book, A("7"), OwnNames.DefaultOf(Book, 2)), (claim.Account, claim.Debt, claim.Default));
        Pay(book, 2, PoolTransferKind.Haircut, "-3");
        Assert.Same(claim, Next(book)!.Claim);
        Assert.True(AccountPathDecider.NeedsDriving(book.Ledger));
        Pay(book, 3, PoolTransferKind.LossCovered, "7");
        Assert.Null(book.Ledger.Path.Claim);
        Assert.Equal((A("3"), OwnNames.DefaultOf(Book, 4)), (Claim(book).Debt, book.Ledger.Path.Claim!.Default));
    }

    [Fact]
    public void TheBooksGain_IsOfferedUntilThePoolHasAnswered_AndNotAgainWhenNobodyIsOutOfPocket()
    {
        var book = BookWith("7");
        var gain = Offer(book);
        Assert.Equal(new BookGain(Book, 1, A("7")), gain);
        Assert.Equal(gain, Next(book)!.Gain);
        Assert.Null(PathMoveDecider.Keep(book.Ledger, gain, new CommandOutcome(CommandStatus.Created, 9), Start));
        Pay(book, 2, PoolTransferKind.GainReturned, "-4");
        Assert.Null(PathMoveDecider.Keep(book.Ledger, gain, new CommandOutcome(CommandStatus.Created, 0), Start));
        gain = Offer(book);
        Assert.Equal(new BookGain(Book, 2, A("3")), gain);
        book.Append(PathMoveDecider.Keep(book.Ledger, gain, new CommandOutcome(CommandStatus.Created, 0), Start)!);
        Assert.Null(Next(book));
        Assert.False(AccountPathDecider.NeedsDriving(book.Ledger));
        Expect.Corrupt(() => book.Ledger.Apply(book.Ledger.Sequence + 1, new GainKept(gain) { At = Start }), "not offered");
    }

    [Fact]
    public void AnotherGainThanTheBookHas_IsNotFolded() =>
        Expect.Corrupt(() => BookWith("7").Append(new GainOffered(new BookGain(Book, 1, A("8"))) { At = Start }), "another gain");

    /// <summary>Alice with nothing open and a debt, driven until she asks the pool.</summary>
    private static DrivenAccount Defaulted()
    {
        var alice = new DrivenAccount(new DefaultPolicy(), [100, 0, 0], 100, () => true);
        alice.Markets[0].Report("50");
        for (var step = 0; alice.Claims.Count == 0 && step < 100; step++)
        {
            alice.Drive();
            alice.Pass(11);
        }

        return alice;
    }

    private static PoolTransferred Covered(AccountLedger ledger, DefaultClaim claim) => new(
        new PoolTransfer { Pool = Pool, Sequence = 5, PreviousSequence = 0, Account = Alice, Default = claim.Default, Kind = PoolTransferKind.LossCovered, Amount = claim.Debt, Closures = [] },
        ledger.Cash + claim.Debt)
    { At = Start };

    private static void Corrupt(IEnumerable<AccountEvent> journal, DefaultClaim claim, string what)
    {
        var ledger = new AccountLedger(Alice);
        foreach (var e in journal) ledger.Apply(ledger.Sequence + 1, e);
        Expect.Corrupt(() => ledger.Apply(ledger.Sequence + 1, new LossClaimed(claim) { At = Start }), what);
    }

    private static AccountBuilder BookWith(string cash)
    {
        var book = new AccountBuilder(Book);
        book.View.Defaults = new DefaultTerms(Pool, 1, new DefaultPolicy());
        book.Append(new BookOpened(Pool) { At = Start });
        Pay(book, 1, PoolTransferKind.Recovery, cash);
        return book;
    }

    private static void Pay(AccountBuilder book, long sequence, PoolTransferKind kind, string amount) => book.Append(new PoolTransferred(
        new PoolTransfer { Pool = Pool, Sequence = sequence, PreviousSequence = book.Ledger.Path.PoolCursor, Account = Book, Kind = kind, Amount = A(amount), Closures = [] },
        book.Ledger.Cash + A(amount))
    { At = Start });

    private static DefaultClaim Claim(AccountBuilder book)
    {
        book.Append(Next(book)!.Events);
        return Next(book)!.Claim!;
    }

    private static BookGain Offer(AccountBuilder book)
    {
        book.Append(Next(book)!.Events);
        return Next(book)!.Gain!;
    }

    private static PathMove? Next(AccountBuilder account) => Next(account.Ledger, account);

    private static PathMove? Next(AccountLedger ledger, AccountBuilder account) => PathMoveDecider.Next(ledger, account.Book, account.View, MarginPolicies.Default, 0, account.Now);
}
