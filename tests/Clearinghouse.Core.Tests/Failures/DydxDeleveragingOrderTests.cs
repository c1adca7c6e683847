using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Deleveraging.Baskets;
using static Clearinghouse.Core.Tests.Margin.MarginFixture;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>dYdX v4: counterparties of a deleveraging are drawn pseudo-randomly. Here the ranking and every share follow from leverage alone, in whatever order accounts come, each with its reason, and each can read its rank before.</summary>
public sealed class DydxDeleveragingOrderTests
{
    private static readonly CrossMargin Cross = new();
    private static readonly MarketSnapshot Market = Snapshot(Btc, "100", null, Terms.Perpetual(), Terms.Future());

    [Fact]
    public void RankingAndPlan_AreTheSameToTheUnit_InWhateverOrderAccountsCome() => Gen.Select(Gen.Select(Gen.Int[-60, 60], Gen.Int[-20, 20], Gen.Int[200, 2_000]).Array[2, 10], Gen.Int[1, 40], Gen.Int).Sample((books, percent, seed) =>
    {
        var inputs = books.Select((book, i) => InputOf(AccountId.Create($"a{i}"), book)).ToArray();
        var shuffled = inputs.ToArray();
        new Random(seed).Shuffle(shuffled);
        var (one, other) = (MarginBaskets.Of(inputs, Cross), MarginBaskets.Of(shuffled, Cross));
        Assert.Equal(DeleveragingRanking.Of(one.Accounts).Ranks, DeleveragingRanking.Of(other.Accounts).Ranks);
        var deficit = Sum(one.Accounts.Select(account => account.Equity)).Times(Ratio.FromPpm(percent * 10_000), Rounding.Floor);
        Assert.Equal(one.PlanOf(Cause, deficit).Certificate.Digest, other.PlanOf(Cause, deficit).Certificate.Digest);
    });

    [Fact]
    public void EveryReason_CanBeCheckedByItsNumbers() => Requests.Sample(request =>
    {
        var certificate = MinimaxDeleveraging.Plan(request, Requirement).Certificate;
        Assert.Empty(certificate.Verify());
        foreach (var line in certificate.Lines)
        {
            var isAbove = Rational.From(line.Notional) > certificate.Level.ToRational() * Rational.From(line.Equity);
            switch (line.Reason)
            {
                case DeleveragingReason.BelowLevel: Assert.Equal((Amount.Zero, Amount.Zero), (line.Reduction, line.Haircut)); break;
                case DeleveragingReason.LeftOut: Assert.True(line.RequirementAfter > line.RequirementBefore && line.Reduction.IsZero); break;
                case DeleveragingReason.HaircutLimited: Assert.True(isAbove && line.Haircut == line.MostHaircut); break;
                case DeleveragingReason.Reduced: Assert.True(isAbove && line.Haircut <= line.MostHaircut); break;
                default: Assert.Fail($"{line.Reason}"); break;
            }
        }
    });

    [Fact]
    public void WhoRanksLower_IsNeverCutWhileWhoRanksHigherIsNot() => Requests.Sample(request =>
    {
        var ranking = DeleveragingRanking.Of(request.Accounts);
        var lines = MinimaxDeleveraging.Plan(request, Requirement).Certificate.Lines.Where(line => line.Reason != DeleveragingReason.LeftOut).OrderBy(line => ranking.RankOf(line.Account)!.Rank).ToList();
        for (var i = 1; i < lines.Count; i++)
            if (lines[i].Reduction > A("0.001")) Assert.True(lines[i - 1].Reduction.IsPositive, $"{lines[i].Account} is cut and {lines[i - 1].Account} is not");
    });

    private static MarginInput InputOf(AccountId account, (int Perp, int Dated, int Cash) book)
    {
        var legs = new[] { ("btc-perp", book.Perp), ("btc-mar", book.Dated) }.Where(leg => leg.Item2 != 0);
        return Input($"{book.Cash}", legs.Select(leg => Exposure(Market, leg.Item1, Quantity.FromInteger(leg.Item2)))) with { Account = account, Terms = MarginTerms.Default };
    }
}
