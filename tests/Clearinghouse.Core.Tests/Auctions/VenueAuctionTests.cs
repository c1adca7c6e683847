using Clearinghouse.Core.Auctions.Venues;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Auctions;

/// <summary>Laws of the auctions of known venues; the tables hold their numbers.</summary>
public sealed class VenueAuctionTests
{
    private static readonly Gen<Rational> Share = Gen.Int[0, 1_000].Select(thousandths => (Rational)thousandths / 1_000);

    private static readonly Gen<DeriveSolventAuction> Solvent = Gen.Select(
        Gen.Int[1, 10_000], Gen.Int[-10_000, -1], Share, (value, requirement, buffer) => new DeriveSolventAuction(value, requirement, buffer));

    [Fact]
    public void Discount_NeverRises_AndEndsAtNothing() => Gen.Select(Share, Share, Gen.Int[0, 900], Gen.Int[1, 10_000], Gen.Int[0, 12_000], Gen.Int[0, 12_000]).Sample((a, b, fast, slow, early, late) =>
    {
        var discount = new DeriveDiscount(Rational.Max(a, b), Rational.Min(a, b), fast, slow);
        Assert.True(discount.At(Math.Max(early, late)) <= discount.At(Math.Min(early, late)));
        Assert.Equal(fast == 0 ? Rational.Min(a, b) : Rational.Max(a, b), discount.At(0));
        Assert.Equal(Rational.Zero, discount.At(fast + slow));
    });

    [Fact]
    public void ABidThatTakesTheMost_RestoresTheBufferedRequirement() => Gen.Select(Solvent, Share).Sample((auction, discount) =>
    {
        // What is left of the shortage after a fraction f is sold for its discounted value is covered by what was paid for it.
        var taken = auction.MaximumFraction(discount, Rational.Zero);
        var paid = auction.BidPrice(taken, discount, Rational.Zero);
        Assert.True(taken.Sign >= 0 && taken <= 1);
        Assert.Equal(Rational.Zero, (auction.BufferMargin * (1 - taken)) + paid);
    });

    [Fact]
    public void ABid_NeverTakesMoreThanIsAllowed_NorThanItWants() => Gen.Select(Solvent, Share, Share, Gen.Int[0, 100]).Sample((auction, wanted, discount, reserved) =>
    {
        var taken = auction.TakenFraction(wanted, discount, reserved);
        Assert.True(taken <= wanted && taken <= auction.MaximumFraction(discount, reserved));
    });

    [Fact]
    public void WhoMeetsTheBufferedRequirement_SellsNothing_HoweverSmall() =>
        Assert.Equal(Rational.Zero, new DeriveSolventAuction(300, 50, (Rational)1 / 10, FullLiquidationCutoff: 500).MaximumFraction(1, 0));

    [Fact]
    public void Payout_GrowsWithTime_FromTheDebtToTheRequirement() => Gen.Select(Gen.Int[-1_000, 1_000], Gen.Int[-2_000, -1_000], Gen.Int[1, 600], Gen.Int[0, 900], Gen.Int[0, 900]).Sample((value, requirement, length, early, late) =>
    {
        var auction = new DeriveInsolventAuction(value, requirement, length);
        Assert.True(auction.Payout(Math.Min(early, late), 1) <= auction.Payout(Math.Max(early, late), 1));
        Assert.Equal((Rational)(-Math.Min(value, 0)), auction.Payout(0, 1));
        Assert.Equal((Rational)(-requirement), auction.Payout(length, 1));
    });

    [Fact]
    public void Prices_OnlyFall() => Gen.Select(Share, Gen.Int[1, 900], Gen.Int[0, 5_000], Gen.Int[0, 5_000]).Sample((cut, step, early, late) =>
    {
        var (first, second, factor) = (Math.Min(early, late), Math.Max(early, late), cut.ToDouble());
        Assert.True(PriceDecay.Linear(1_000, second, 3_600) <= PriceDecay.Linear(1_000, first, 3_600));
        Assert.True(PriceDecay.StairStep(1_000, second, factor, step) <= PriceDecay.StairStep(1_000, first, factor, step));
        Assert.True(PriceDecay.Exponential(1_000, second, factor) <= PriceDecay.Exponential(1_000, first, factor));
        Assert.Equal((Rational)1_000, PriceDecay.StairStep(1_000, step - 1, factor, step));
    });

    [Fact]
    public void WhatIsOutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeriveDiscount(1, (Rational)8 / 10, 600, 0).At(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeriveDiscount((Rational)1 / 2, (Rational)8 / 10, 600, 1).At(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeriveSolventAuction(0, -1, 0).MaximumFraction(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeriveInsolventAuction(0, -1, 0).Payout(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceDecay.Exponential(1, 1, 1.5));
    }
}
