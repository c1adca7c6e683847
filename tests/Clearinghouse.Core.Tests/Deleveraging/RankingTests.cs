using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Deleveraging.Baskets;

namespace Clearinghouse.Core.Tests.Deleveraging;

/// <summary>What an account reads beforehand is what happens.</summary>
public sealed class RankingTests
{
    [Fact]
    public void AnAccount_IsTouched_OnlyAboveItsThreshold() => Gen.Select(Accounts, Gen.Int[0, 7]).Sample((accounts, which) =>
    {
        var account = accounts[which % accounts.Length];
        var rank = DeleveragingRanking.Of(accounts).RankOf(account.Account)!;
        Assert.Equal(1 + accounts.Count(other => other.Leverage.ToRational() > account.Leverage.ToRational()), rank.Rank);
        Assert.True(ReductionOf(rank.TouchedAbove) <= Amount.FromRaw(1));
        if (account.Notional.IsPositive) Assert.True(ReductionOf(rank.TouchedAbove + A("0.001")).IsPositive);

        Amount ReductionOf(Amount required) => MinimaxDeleveraging.Plan(new DeleveragingRequest(Cause, required, Amount.Zero, accounts), (_, _) => Amount.Zero)
            .Certificate.Lines.Single(line => line.Account == account.Account).Reduction;
    });

    [Fact]
    public void EqualLeverage_IsEqualRank()
    {
        var ranking = DeleveragingRanking.Of([Account("a", 20, 0, A("10"), Amount.Zero), Account("b", 40, 0, A("20"), Amount.Zero), Account("c", 10, 0, A("20"), Amount.Zero)]);
        Assert.Equal(["a 1 0", "b 1 0", "c 3 450"], ranking.Ranks.Select(rank => $"{rank.Account} {rank.Rank} {rank.TouchedAbove}"));
        Assert.Null(ranking.RankOf(Alice));
    }
}
