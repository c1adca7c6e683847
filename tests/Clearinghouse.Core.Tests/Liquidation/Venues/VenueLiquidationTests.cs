using System.Numerics;
using Clearinghouse.Core.Liquidation.Venues;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Liquidation.Venues;

/// <summary>Laws of the liquidation rules of known venues; the tables hold their numbers.</summary>
public sealed class VenueLiquidationTests
{
    private static readonly Gen<Rational> Share = Gen.Int[1, 1_000].Select(thousandths => (Rational)thousandths / 1_000);

    [Fact]
    public void Drift_ClosesJustSoMuchThatTheShortageIsRestored_OrAll() => Gen.Select(Gen.Int[0, 10_000], Gen.Int[1, 1_000], Share, Share, Gen.Int[-50, 50]).Sample((shortage, price, ratio, fee, position) =>
    {
        var closed = DriftLiquidation.PerpetualQuantity(shortage, price, 1, ratio, fee, 0, position);
        Assert.True(closed.Sign >= 0 && closed <= Math.Abs(position));
        if (closed < Math.Abs(position)) Assert.Equal((Rational)shortage, closed * price * (ratio - fee));
    });

    [Fact]
    public void Drift_Fee_StandsStillInTheGrace_AndNeverPassesItsMost() => Gen.Select(Share, Gen.Int[0, 2_000], Gen.Int[0, 10_000]).Sample((most, grace, slots) =>
    {
        var fee = DriftLiquidation.Fee(0, (Rational)1 / 10_000, grace, most, slots);
        Assert.True(fee.Sign >= 0 && fee <= most);
        if (slots <= grace) Assert.Equal(Rational.Zero, fee);
    });

    [Fact]
    public void Dydx_ClosingEverythingAtBankruptcy_LeavesNothing() => Gen.Select(Gen.Long[1, 1_000_000], Gen.Long[1, 1_000_000], Gen.Long[-1_000_000, 1_000_000]).Sample((collateral, maintenance, notional) =>
    {
        // One position: its whole requirement goes, so its share of zero equity is the account's.
        var quote = DydxLiquidation.BankruptcyQuote(collateral, maintenance, -notional, -maintenance);
        Assert.Equal((BigInteger)notional - collateral, quote);
    });

    [Fact]
    public void Dydx_FillablePrice_IsTheOraclesForACoveredAccount_AndWorseForOthers() => Gen.Select(Gen.Int[1, 1_000], Gen.Bool, Gen.Int[0, 600]).Sample((quantity, isLong, collateral) =>
    {
        var signed = isLong ? quantity : -quantity;
        var price = DydxLiquidation.FillablePrice(100 * signed, signed, 5 * quantity, collateral, 500, 1, (Rational)3 / 2);
        if (collateral >= 500) Assert.Equal((Rational)100, price);
        else Assert.True(isLong ? price < 100 : price > 100);
    });

    [Fact]
    public void Vega_Steps_SumToThePosition_AndNonePassesTheBooksShare() => Gen.Select(Gen.Int[0, 10_000], Gen.Int[100, 10_000], Share, Gen.Int[0, 100]).Sample((position, book, fraction, full) =>
    {
        var steps = new VegaDisposal(fraction, full, (Rational)1 / 100).StepsOf(position, book);
        Assert.Equal((BigInteger)position, steps.Aggregate(BigInteger.Zero, (sum, step) => sum + step));
        Assert.All(steps, step => Assert.InRange(step, BigInteger.One, new BigInteger(book / 100)));
    });

    [Fact]
    public void Vega_ABookThatTakesNoLot_IsAnError() => Assert.Throws<ArgumentOutOfRangeException>(() => new VegaDisposal(1, 0, (Rational)1 / 100).StepsOf(5, 99));

    [Fact]
    public void Synthetix_NoWindow_TakesMoreThanItsCapacity() => Gen.Select(Gen.Int[0, 1_000], Gen.Int[0, 60].Array[1, 12]).Sample((open, times) =>
    {
        var window = new SynthetixWindow((Rational)3 / 1_000, (Rational)7 / 1_000, 1_000, 1, 10);
        Rational[] at = [.. times.Order().Select(time => (Rational)time)];
        var executed = window.Execute(open, at);
        Assert.True(executed.Aggregate(Rational.Zero, (sum, quantity) => sum + quantity) <= open);
        foreach (var end in at)
            Assert.True(at.Zip(executed).Where(done => done.First > end - 10 && done.First <= end).Aggregate(Rational.Zero, (sum, done) => sum + done.Second) <= window.Capacity);
    });

    [Fact]
    public void Synthetix_RequestsOutOfOrder_AreRefused() => Assert.Throws<ArgumentException>(() => new SynthetixWindow(0, 0, 0, 0, 10).Execute(1, [5, 4]));

    [Fact]
    public void Aave_ClosesNothing_HalfOrAll_AsHealthFalls() => Gen.Select(Gen.Int[1, 20_000], Gen.Int[1, 20_000]).Sample((collateral, debt) =>
    {
        var health = AaveCloseFactor.HealthFactorOf([(collateral, 1, (Rational)8 / 10)], debt);
        var rule = new AaveCloseFactor(health, debt, (Rational)95 / 100, (Rational)1 / 2, (Rational)5 / 100);
        Assert.Equal(health >= 1 ? 0 : health < (Rational)95 / 100 ? (Rational)1 : (Rational)1 / 2, rule.CloseFactor);
        Assert.Equal(rule.MaximumRepay * 105 / 100, rule.SeizedValue);
    });
}
