using System.Collections.Immutable;
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

namespace Clearinghouse.Core.Tests.Deleveraging;

/// <summary>Who took positions over for a default is asked for what it has beside them alone, and like anybody there.</summary>
public sealed class StoodUpLawTests
{
    private static readonly CrossMargin Cross = new();
    private static readonly MarketSnapshot Market = Snapshot(Btc, "100", null, Terms.Perpetual(), Terms.Future());

    /// <summary>Lots of two contracts and cash; what was taken over, in percent of gross notional; the deficit, in percent of all equity.</summary>
    private static readonly Gen<(((int Perp, int Dated, int Cash) Book, int Taken)[] Accounts, int Deficit)> Events = Gen.Select(
        Gen.Select(Gen.Select(Gen.Int[-60, 60], Gen.Int[-20, 20], Gen.Int[50, 2_000]), Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[1, 130]))).Array[1, 8], Gen.Int[1, 90]);

    [Fact]
    public void NobodyEndsWorseMargined_OrMoreLevered_AndTheCertificateHolds() => Events.Sample((accounts, percent) =>
    {
        var (inputs, taken) = Of(accounts);
        var (whole, baskets) = (MarginBaskets.Of(inputs, Cross), MarginBaskets.Of(inputs, Cross, taken));
        var deficit = Sum(whole.Accounts.Select(account => account.Equity)).Times(Ratio.FromPpm(percent * 10_000), Rounding.Floor);
        var plan = baskets.PlanOf(Cause, deficit);
        Assert.Empty(plan.Certificate.Verify(baskets.RequirementOf));
        Assert.Equal(whole.Gains, baskets.Gains);
        foreach (var line in plan.Certificate.Lines)
        {
            var before = whole.Accounts.Single(account => account.Account == line.Account);
            ImmutableArray<Quantity> held = [.. before.Legs.Select(leg => leg.Quantity)];
            ImmutableArray<Quantity> left = [.. held.Zip(line.Legs, (quantity, leg) => quantity - leg.Closed)];
            var (equity, equityLeft) = (Rational.From(before.Equity), Rational.From(before.Equity - line.Haircut));
            Assert.True(equityLeft * Rational.From(whole.RequirementOf(before, held)) >= equity * Rational.From(whole.RequirementOf(before, left)), "worse margined");
            Assert.True(Rational.From(before.Notional - line.Reduction) * equity <= Rational.From(before.Notional) * equityLeft, "more levered");
            Assert.All(before.Legs.Zip(line.Legs), pair => Assert.True(pair.Second.Held.Abs() <= pair.First.Quantity.Abs() && (pair.Second.Held.IsZero || pair.Second.Held.Sign == pair.First.Quantity.Sign)));
        }
    });

    [Fact]
    public void WhoTookNothing_IsAskedAsBefore_AndWhoTookAllItHas_IsNotAsked() => Events.Sample((accounts, percent) =>
    {
        var (inputs, taken) = Of(accounts);
        var (whole, baskets) = (MarginBaskets.Of(inputs, Cross), MarginBaskets.Of(inputs, Cross, taken));
        foreach (var account in whole.Accounts)
        {
            var own = baskets.Accounts.SingleOrDefault(one => one.Account == account.Account);
            if (!taken.TryGetValue(account.Account, out var amount)) Assert.Equal((account.Notional, account.Equity), (own!.Notional, own.Equity));
            else if (amount >= Gross(inputs.Single(input => input.Account == account.Account))) Assert.Null(own);
            else if (own is not null) Assert.True(own.Equity <= account.Equity && own.Legs.Zip(account.Legs).All(pair => pair.First.Quantity.Abs() <= pair.Second.Quantity.Abs()));
        }
    });

    [Fact]
    public void FourTenths_TakenOver_AreLeftAlone()
    {
        // Ten contracts short at 100 with 200 of equity; 400 of them came from the defaulter.
        var input = Input("200", Exposure(Market, "btc-perp", Q("-10"))) with { Account = Alice };
        var basket = Assert.Single(MarginBaskets.Of([input], Cross, new Dictionary<AccountId, Amount> { [Alice] = A("400") }).Accounts);
        Assert.Equal((A("600"), A("120"), Q("-6")), (basket.Notional, basket.Equity, basket.Legs[0].Quantity));
        Assert.Empty(MarginBaskets.Of([input], Cross, new Dictionary<AccountId, Amount> { [Alice] = A("1000") }).Accounts);
    }

    private static (MarginInput[] Inputs, Dictionary<AccountId, Amount> Taken) Of(((int Perp, int Dated, int Cash) Book, int Taken)[] accounts)
    {
        var inputs = accounts.Select((account, i) => InputOf(AccountId.Create($"a{i}"), account.Book)).ToArray();
        var taken = inputs.Zip(accounts)
            .Where(pair => pair.Second.Taken > 0 && Gross(pair.First).IsPositive)
            .ToDictionary(pair => pair.First.Account, pair => Gross(pair.First).Times(Ratio.FromPpm(pair.Second.Taken * 10_000), Rounding.Ceiling));
        return (inputs, taken);
    }

    private static MarginInput InputOf(AccountId account, (int Perp, int Dated, int Cash) book) => Input(
        $"{book.Cash}",
        new[] { ("btc-perp", book.Perp), ("btc-mar", book.Dated) }.Where(leg => leg.Item2 != 0).Select(leg => Exposure(Market, leg.Item1, Quantity.FromRaw(leg.Item2 * 10_000_000L)))) with
    { Account = account };

    private static Amount Gross(MarginInput input) => Sum(input.Exposures.Select(exposure => exposure.NotionalOf(exposure.Position.Quantity)));
}
