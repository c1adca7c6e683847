using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Waterfall;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Vega #10573: accounts were shown a loss socialisation that had not happened, since what they were shown carried no cause. Here every posting and every transfer carries its default's id, and an account without a part in a default gets
/// no transfer of it.
/// </summary>
public sealed class VegaCauseTests
{
    private static readonly DefaultId First = DefaultId.Create("alice:1");
    private static readonly DefaultId Second = DefaultId.Create("dave:1");
    private static readonly AccountId Dave = AccountId.Create("dave");
    private static readonly AccountId Erin = AccountId.Create("erin");

    [Fact]
    public void PostingsTransfersAndRecoveries_NameTheirDefault_AndNobodyElseIsTouched()
    {
        var pool = new FailurePool("10", (Venue, "5"));

        // Two defaults overlap: Bob bears of the first, Carol of the second, Erin of neither.
        pool.Claim(FailurePool.ClaimOf(First, Alice, "40"), new AccountGain(Bob, A("100")));
        pool.Claim(FailurePool.ClaimOf(Second, Dave, "30"), new AccountGain(Carol, A("100")));
        pool.Recover(First, A("5"));
        pool.Recover(Second, A("40"));

        foreach (var allocated in pool.Journal.OfType<LossAllocated>())
            Assert.All(allocated.Plan.Postings, posting => Assert.Equal(allocated.Claim.Default, posting.Default));
        foreach (var recovered in pool.Journal.OfType<DefaultRecovered>())
            Assert.All(recovered.Plan.Postings, posting => Assert.Equal(recovered.Command.Default, posting.Default));
        Assert.Equal([Alice, Bob], WhoMovedIn(First));
        Assert.Equal([Carol, Dave], WhoMovedIn(Second));
        Assert.False(pool.Ledger.Defaults.Transfers.ContainsKey(Erin));

        IEnumerable<AccountId> WhoMovedIn(DefaultId cause) => pool.Ledger.Defaults.Unconfirmed.Where(transfer => transfer.Default == cause).Select(transfer => transfer.Account).Distinct().Order();
    }

    [Fact]
    public void ALossThatTheFundsBear_TakesNothingFromAnyAccount()
    {
        var pool = new FailurePool("100", (Venue, "50"));
        pool.Claim(FailurePool.ClaimOf(First, Alice, "40"), new AccountGain(Bob, A("100")), new AccountGain(Carol, A("3")));
        var transfer = Assert.Single(pool.Ledger.Defaults.Unconfirmed);
        Assert.Equal((Alice, A("40"), First), (transfer.Account, transfer.Amount, transfer.Default));
    }

    [Fact]
    public void EveryReason_SaysWhichDefaultAndHowMuchOfIt()
    {
        var pool = new FailurePool("10", (Venue, "5"));
        var plan = pool.Claim(FailurePool.ClaimOf(First, Alice, "40"), new AccountGain(Bob, A("100"))).Plan;
        Assert.All(plan.Postings, posting => Assert.Contains("default alice:1", posting.Reason, StringComparison.Ordinal));
        Assert.Equal(A("40"), FailurePool.Sum(plan.Postings.Select(posting => posting.Amount)));
    }
}
