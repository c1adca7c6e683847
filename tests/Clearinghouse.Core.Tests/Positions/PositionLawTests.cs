using System.Numerics;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Positions;

/// <summary>What holds after any sequence of fills.</summary>
public sealed class PositionLawTests
{
    [Fact]
    public void Fill_MovesEntryValueLessRealised_ByExactlyItsValue() => AfterAnyPath((multiplier, before, fill) =>
    {
        var after = fill.ApplyTo(before).Position;
        var moved = after.EntryValue - after.Realised - (before.EntryValue - before.Realised);
        Assert.Equal(PositionFill.Value(multiplier, fill.Quantity, fill.Price), moved.Raw);
    });

    [Fact]
    public void Fill_MovesFundingEntryLessPaid_ByExactlyQuantityTimesIndex() => AfterAnyPath((multiplier, before, fill) =>
    {
        var after = fill.ApplyTo(before).Position;
        var moved = after.FundingEntry - after.FundingPaid - (before.FundingEntry - before.FundingPaid);
        Assert.Equal(PositionFill.Value(multiplier, fill.Quantity, fill.FundingIndex), moved.Raw);
    });

    [Fact]
    public void Fill_AddsToTheTotals_WhatItDoesToCash() => AfterAnyPath((_, before, fill) =>
    {
        var change = fill.ApplyTo(before);
        var after = change.Position;
        Assert.Equal(
            (change.Realised, change.FundingPaid, change.Fee, before.Quantity + fill.Quantity),
            (after.Realised - before.Realised, after.FundingPaid - before.FundingPaid, after.FeesPaid - before.FeesPaid, after.Quantity));
        Assert.Equal(change.Realised - change.FundingPaid - change.Fee, change.CashChange);
    });

    [Fact]
    public void Fill_ThatCloses_LeavesNoEntryValue() => AfterAnyPath((_, before, fill) =>
    {
        var closed = (fill with { Quantity = -before.Quantity }).ApplyTo(before).Position;
        Assert.Equal((Quantity.Zero, Amount.Zero, Amount.Zero), (closed.Quantity, closed.EntryValue, closed.FundingEntry));
    });

    [Fact]
    public void EntryValue_HasTheSignOfTheQuantity_OrIsZero() =>
        AfterAnyPath((_, position, _) => Assert.Contains(position.EntryValue.Raw.CompareTo(0), new[] { 0, position.Quantity.Sign }));

    [Fact]
    public void Fill_ThatReduces_RealisesTheExactShareRoundedDown() => AfterAnyPath((multiplier, before, fill) =>
    {
        if (fill.Quantity.Sign != -before.Quantity.Sign || fill.Quantity.Abs() > before.Quantity.Abs() || fill.Quantity.IsZero) return;

        // Times the position's size, so that the comparison needs no division.
        var size = BigInteger.Abs(before.Quantity.Raw);
        var part = BigInteger.Abs(fill.Quantity.Raw);
        var exact = (-PositionFill.Value(multiplier, fill.Quantity, fill.Price) * size) - (before.EntryValue.Raw * part);
        var short_ = exact - (fill.ApplyTo(before).Realised.Raw * size);
        Assert.InRange(short_, 0, size - 1);
    });

    [Fact]
    public void Fill_ThatFlips_IsTheCloseAndTheOpeningOneAfterTheOther() => AfterAnyPath((_, before, fill) =>
    {
        var (close, open) = (fill with { Quantity = -before.Quantity, Fee = Amount.Zero }, fill with { Quantity = before.Quantity + fill.Quantity });
        if (fill.Quantity.Sign != -before.Quantity.Sign || open.Quantity.Sign != fill.Quantity.Sign) return;
        Assert.Equal(open.ApplyTo(close.ApplyTo(before).Position).Position, fill.ApplyTo(before).Position);
    });

    [Fact]
    public void Fills_ThatArriveInAnotherOrder_PayTheSameFunding() =>
        Gen.Select(PositionFill.Multiplier, PositionFill.Path, Gen.Int, PositionFill.Any).Sample((multiplier, fills, seed, last) =>
        {
            var shuffled = fills.ToArray();
            new Random(seed).Shuffle(shuffled);
            var inOrder = PositionFill.Run(multiplier, fills).SettleFunding(last.FundingIndex).Position;
            var outOfOrder = PositionFill.Run(multiplier, shuffled).SettleFunding(last.FundingIndex).Position;
            Assert.Equal((inOrder.FundingEntry, inOrder.FundingPaid), (outOfOrder.FundingEntry, outOfOrder.FundingPaid));
        });

    [Fact]
    public void Settlements_InBetween_ChangeNoFunding() =>
        Gen.Select(PositionFill.Multiplier, Gen.Select(PositionFill.Any, PositionFill.Any).List[0, 20]).Sample((multiplier, steps) =>
        {
            var plain = PositionFill.Run(multiplier, steps.Select(step => step.Item1));
            var settling = steps.Aggregate(
                Position.Flat(multiplier), (position, step) => step.Item1.ApplyTo(position.SettleFunding(step.Item2.FundingIndex).Position).Position);
            Assert.Equal(plain, settling);
        });

    private static void AfterAnyPath(Action<Quantity, Position, PositionFill> law) =>
        Gen.Select(PositionFill.Multiplier, PositionFill.Path, PositionFill.Any)
            .Sample((multiplier, path, fill) => law(multiplier, PositionFill.Run(multiplier, path), fill));
}
