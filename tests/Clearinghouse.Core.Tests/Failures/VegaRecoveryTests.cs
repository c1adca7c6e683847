using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Vega #9945: a distressed position that the network took over and that recovered was rewarded, and what was left of it went to the treasury. Here what comes back climbs the waterfall up to those who paid, the last to pay first,
/// and the surplus is the defaulter's.
/// </summary>
public sealed class VegaRecoveryTests
{
    private static readonly DefaultId Cause = DefaultId.Create("alice:1");
    private static readonly VenueId Other = VenueId.Create("other");

    [Fact]
    public void Recovery_PaysTheLastPayersFirst_ThenTheFund_TheHouse_AndTheDefaulter()
    {
        var pool = Defaulted();
        Assert.Equal((A("-20"), A("0"), A("0")), (pool.TransferredTo(Bob), pool.Ledger.BalanceOf(PoolFund.DefaultFund), pool.Ledger.BalanceOf(PoolFund.House)));

        Assert.Equal([LossPayer.Account(Bob)], pool.Recover(Cause, A("15")).Plan.Postings.Select(posting => posting.Payer));
        pool.Recover(Cause, A("15"));
        Assert.Equal((A("0"), A("10"), A("0")), (pool.TransferredTo(Bob), pool.Ledger.BalanceOf(PoolFund.DefaultFund), pool.Ledger.BalanceOf(PoolFund.House)));
        pool.Recover(Cause, A("30"));
        Assert.Equal((A("0"), A("30"), A("10")), (pool.TransferredTo(Bob), pool.Ledger.BalanceOf(PoolFund.DefaultFund), pool.Ledger.BalanceOf(PoolFund.House)));

        // All are whole: the position's own upside is the defaulter's, on top of the 60 of debt that were paid for it.
        Assert.Equal(A("7"), pool.Recover(Cause, A("7")).Plan.Surplus);
        Assert.Equal(A("67"), pool.TransferredTo(Alice));
    }

    [Fact]
    public void Recoveries_InAnyParts_EnrichNobody_AndNoFundOfThePool() => Gen.Long[1, 500_000_000_000_000_000].Array[1, 12].Sample(parts =>
    {
        var pool = Defaulted();
        var recovered = Amount.Zero;
        foreach (var part in parts.Select(part => Amount.FromRaw(part)))
        {
            pool.Recover(Cause, part);
            recovered += part;
            Assert.False(pool.TransferredTo(Bob).IsPositive);
            Assert.All(pool.Ledger.Defaults.Members.Values, member => Assert.True(member.Balance <= member.Contributed));
            Assert.True(pool.Ledger.BalanceOf(PoolFund.House) <= A("10"));
            Assert.Equal((Amount.Zero, Amount.Zero), (pool.Ledger.BalanceOf(PoolFund.Fees), pool.Ledger.BalanceOf(PoolFund.Insurance)));
        }

        // The claim was 60; whatever came in beyond what others had paid is hers.
        var surplus = Amount.Max(Amount.Zero, recovered - A("60"));
        Assert.Equal(A("60") + surplus, pool.TransferredTo(Alice));
    }, iter: 200);

    /// <summary>60 of debt: 10 of the house, 30 of two members, 20 of Bob's gains.</summary>
    private static FailurePool Defaulted()
    {
        var pool = new FailurePool("10", (Venue, "15"), (Other, "15"));
        pool.Claim(FailurePool.ClaimOf(Cause, Alice, "60"), new AccountGain(Bob, A("200")));
        return pool;
    }
}
