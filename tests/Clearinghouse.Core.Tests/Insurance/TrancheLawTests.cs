using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Insurance;

/// <summary>Random sequences of everything that can happen to a tranche.</summary>
public sealed class TrancheLawTests
{
    private static readonly AccountId[] Accounts = [Alice, Bob, Carol];
    private static readonly DefaultId[] Defaults = [DefaultId.Create("d1"), DefaultId.Create("d2")];
    private static readonly InsuranceTranche Empty = new() { Name = "junior", Seniority = 0, Terms = new TrancheTerms { CooldownSeconds = 100 } };

    private static readonly Gen<(int Step, int Who, long Money)[]> Histories = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 2], Gen.Long[1, 50_000_000_000_000_000]).Array[1, 60];

    [Fact]
    public void Money_IsConserved_AndSharesAreThoseOfHolders() => Histories.Sample(history =>
    {
        var (tranche, paidIn, paidOut) = (Empty, Amount.Zero, Amount.Zero);
        foreach (var happened in Run(history))
        {
            (paidIn, paidOut) = happened switch
            {
                TrancheStaked staked => (paidIn + staked.Amount, paidOut),
                PremiumReceived premium => (paidIn + premium.Amount, paidOut),
                LossBorne loss => (paidIn, paidOut + loss.Amount),
                StakeRedeemed redeemed => (paidIn, paidOut + redeemed.Payment.Amount),
                LossRecovered recovered => Recovered(recovered, paidIn, paidOut),
                _ => (paidIn, paidOut),
            };
            tranche = tranche.Apply(happened);
            Assert.Equal(paidIn - paidOut, tranche.Assets);
            Assert.Equal(tranche.Shares, tranche.Holders.Values.Aggregate(Quantity.Zero, (sum, shares) => sum + shares));
            Assert.All(Accounts, account => Assert.False(tranche.StayingOf(account).IsNegative));
        }
    });

    [Fact]
    public void WhoJoinsOrLeaves_CostsTheOthersNothing() => Histories.Sample(history =>
    {
        var tranche = Empty;
        foreach (var happened in Run(history))
        {
            var after = tranche.Apply(happened);
            var mover = happened switch { TrancheStaked staked => staked.Account, StakeRedeemed redeemed => redeemed.Payment.Account, _ => (AccountId?)null };
            if (mover is not null)
            {
                foreach (var other in tranche.Holders.Keys.Where(account => account != mover))
                    Assert.True(ValueOf(after, other) >= ValueOf(tranche, other));
            }

            tranche = after;
        }
    });

    [Fact]
    public void ALoss_IsBorneAlike_AndOnlyLossesLowerTheSharePrice() => Histories.Sample(history =>
    {
        var tranche = Empty;
        foreach (var happened in Run(history))
        {
            var after = tranche.Apply(happened);
            if (tranche.SharePrice is { } before && after.SharePrice is { } now)
            {
                var compared = now.ToRational().CompareTo(before.ToRational());
                Assert.True(happened is LossBorne ? compared < 0 : compared >= 0);
            }

            if (happened is LossBorne) Assert.True(after.Assets.IsZero ? after.Holders.IsEmpty : after.Holders.SequenceEqual(tranche.Holders));
            tranche = after;
        }
    });

    [Fact]
    public void NobodyLeaves_BeforeTheCooldown_OrWhileADefaultRuns() => Histories.Sample(history =>
    {
        var tranche = Empty;
        foreach (var happened in Run(history))
        {
            if (happened is StakeRedeemed redeemed)
            {
                var request = tranche.Leaving[redeemed.Request];
                Assert.Empty(tranche.Running);
                Assert.True(happened.At - request.RequestedAt >= TimeSpan.FromSeconds(tranche.Terms.CooldownSeconds));
            }

            tranche = tranche.Apply(happened);
        }
    });

    private static (Amount PaidIn, Amount PaidOut) Recovered(LossRecovered recovered, Amount paidIn, Amount paidOut)
    {
        // It goes straight through, to the last unit.
        Assert.Equal(recovered.Amount, recovered.Payments.Aggregate(Amount.Zero, (sum, payment) => sum + payment.Amount));
        return (paidIn + recovered.Amount, paidOut + recovered.Amount);
    }

    private static Rational ValueOf(InsuranceTranche tranche, AccountId account) => tranche.SharePrice!.ToRational() * Rational.From(tranche.Holders[account]);

    /// <summary>The events that the decider makes of a history.</summary>
    private static IEnumerable<TrancheEvent> Run((int Step, int Who, long Money)[] history)
    {
        var (tranche, now) = (Empty, Start);
        foreach (var (step, who, money) in history)
        {
            now = now.AddSeconds(30);
            foreach (var happened in Decide(tranche, step, who, Amount.FromRaw(money), now).Events)
            {
                yield return happened;
                tranche = tranche.Apply(happened);
            }
        }
    }

    private static Decision<TrancheEvent> Decide(InsuranceTranche tranche, int step, int who, Amount money, DateTimeOffset now)
    {
        var cause = Defaults[who % Defaults.Length];
        return step switch
        {
            0 or 1 => TrancheDecider.Stake(tranche, Accounts[who], money, now),
            2 => TrancheDecider.ReceivePremium(tranche, money, now),
            3 => TrancheDecider.Freeze(tranche, cause, now),
            4 => TrancheDecider.BearLoss(tranche, cause, Amount.Min(money, tranche.Assets), now),
            5 => TrancheDecider.Release(tranche, cause, now),
            6 => TrancheDecider.Recover(tranche, cause, money, now),
            7 => TrancheDecider.RequestLeave(tranche, Accounts[who], Quantity.FromRaw(1 + (long)(money.Raw / 100_000_000)), now),
            _ => TrancheDecider.Redeem(tranche, tranche.Leaving.Keys.FirstOrDefault(), now),
        };
    }
}
