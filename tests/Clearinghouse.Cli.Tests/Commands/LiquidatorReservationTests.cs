using Clearinghouse.Cli.Replay;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>What liquidators of a replay want, worked by hand and over a grid.</summary>
public sealed class LiquidatorReservationTests
{
    /// <summary>Equity of 100, nothing held, 100 of notional at 2 % a bar offered, held for 10 bars, risk aversion 2.</summary>
    private static readonly LiquidatorReservation Flat = new(2, 0.001, 100, 0, 0, 100, 2, 10);

    [Fact]
    public void ForTheWhole_ItWantsHalfTheRisk_AndItsLeast()
    {
        // 2 × 0.02² × 10 × (100 / 2) / 100 = 0.4 %, and 0.1 %.
        Assert.Equal(0.005, Flat.ConcessionFor(1), 12);
        Assert.Equal(1, Flat.ShareAt(0.005), 12);
        Assert.Equal(0.5, Flat.ShareAt(0.003), 12);
        Assert.Equal(0, Flat.ShareAt(0.0009));
        Assert.Equal(0, Flat.ShareAt(0.0011));
    }

    [Fact]
    public void WhatItHolds_MakesTheSameSideDearer_AndTheOtherSideCheap()
    {
        var held = Flat with { HeldNotional = 100, HeldRisk = 2 };
        Assert.Equal(0.013, held.ConcessionFor(1), 12);
        var hedged = held with { OfferedRisk = -2 };
        Assert.Equal(0.001, hedged.ConcessionFor(1), 12);
        Assert.Equal(1, hedged.ShareAt(0.001), 12);
    }

    [Fact]
    public void WhoseMarginIsUsedUp_BidsNoMore()
    {
        Assert.Equal(1, (Flat with { HeldNotional = 400 }).ShareAt(1), 12);
        Assert.Equal(0.5, (Flat with { HeldNotional = 450 }).ShareAt(1), 12);
        Assert.Equal(0, (Flat with { HeldNotional = 495 }).ShareAt(1));
        Assert.Equal(0, (Flat with { HeldNotional = 600 }).ShareAt(1));
        Assert.Equal((0.3, 0.0), (Math.Round((Flat with { MostNotional = 30 }).ShareAt(1), 12), (Flat with { MostNotional = 9 }).ShareAt(1)));
    }

    [Fact]
    public void TheShare_GrowsWithTheConcession_AndIsNeverWorthLessThanIsWanted()
    {
        foreach (var heldRisk in (double[])[-3, -0.5, 0, 0.5, 3])
        {
            foreach (var offeredRisk in (double[])[-2, -0.1, 0, 0.1, 2])
            {
                var (wants, before) = (Flat with { HeldNotional = 150, HeldRisk = heldRisk, OfferedRisk = offeredRisk }, 0.0);
                for (var concession = 0.0; concession <= 0.05; concession += 0.0005)
                {
                    var share = wants.ShareAt(concession);
                    Assert.True(share >= before && (share is 0 || (share >= wants.LeastShare && share <= 1)), $"{share} after {before}");
                    if (share > 0) Assert.True(wants.ConcessionFor(share) <= concession + 1e-12, $"{wants.ConcessionFor(share)} for {concession}");
                    before = share;
                }
            }
        }
    }
}
