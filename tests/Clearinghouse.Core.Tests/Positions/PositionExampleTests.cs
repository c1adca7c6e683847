using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Positions;

/// <summary>One life of a position after the other, every number computed by hand.</summary>
public sealed class PositionExampleTests
{
    [Fact]
    public void Fill_FlatBuys_OpensAtWhatItCost()
    {
        var change = Fill(Position.Flat(Quantity.One), "2", "100", fee: "0.04");
        Expect(change.Position, quantity: "2", entry: "200", realised: "0");
        Assert.Equal((A("0"), A("0"), A("0.04"), A("-0.04")), (change.Realised, change.FundingPaid, change.Fee, change.CashChange));
        Assert.Equal(A("0.04"), change.Position.FeesPaid);
    }

    [Fact]
    public void Fill_FlatSells_OpensAtMinusWhatItReceived() => Expect(Long("-2", "100"), quantity: "-2", entry: "-200", realised: "0");

    [Fact]
    public void Fill_SameSide_AddsToTheEntryValue() =>
        Expect(Fill(Long("2", "100"), "1", "130").Position, quantity: "3", entry: "330", realised: "0"); // average 110

    [Fact]
    public void Fill_LongReduced_RealisesAgainstTheAverage()
    {
        // 3 at 110 on average; 1 sold at 140: 140 − 110 = 30, and 220 stays in for 2.
        var change = Fill(Fill(Long("2", "100"), "1", "130").Position, "-1", "140");
        Expect(change.Position, quantity: "2", entry: "220", realised: "30");
        Assert.Equal(A("30"), change.CashChange);
    }

    [Fact]
    public void Fill_ShortReduced_RealisesTheOtherWayRound()
    {
        Expect(Fill(Long("-2", "100"), "1", "90").Position, quantity: "-1", entry: "-100", realised: "10");
        Expect(Fill(Long("-2", "100"), "1", "125").Position, quantity: "-1", entry: "-100", realised: "-25");
    }

    [Fact]
    public void Fill_Closed_LeavesNoEntryValue()
    {
        Expect(Fill(Long("2", "100"), "-2", "90").Position, quantity: "0", entry: "0", realised: "-20");
        Expect(Fill(Long("-2", "100"), "2", "90").Position, quantity: "0", entry: "0", realised: "20");
    }

    [Fact]
    public void Fill_Flipped_ClosesTheOldSideAndOpensTheNewAtTheFillsPrice()
    {
        Expect(Fill(Long("2", "100"), "-5", "90").Position, quantity: "-3", entry: "-270", realised: "-20");
        Expect(Fill(Long("-2", "100"), "5", "90").Position, quantity: "3", entry: "270", realised: "20");
    }

    [Fact]
    public void Fill_WithMultiplier_CountsUnitsOfUnderlying()
    {
        // 30 contracts of 0.1 are 3 units: 3 × 100 = 300; 10 of them sold at 110 are 1 unit: 110 − 100 = 10.
        var position = Fill(Position.Flat(Q("0.1")), "30", "100").Position;
        Expect(position, quantity: "30", entry: "300", realised: "0");
        Expect(Fill(position, "-10", "110").Position, quantity: "20", entry: "200", realised: "10");
        Assert.Equal((A("330"), A("30")), (position.ValueAt(P("110")), position.UnrealisedAt(P("110"))));
    }

    [Fact]
    public void Fill_FundingBeforeIt_IsPaidOnWhatWasHeldBefore()
    {
        var opened = Fill(Position.Flat(Quantity.One), "2", "100", index: "1.5").Position;
        Assert.Equal((A("3"), A("0")), (opened.FundingEntry, opened.FundingPaid)); // nothing is owed for the time before
        Assert.Equal(A("1"), opened.FundingOwedAt(P("2")));

        var added = Fill(opened, "3", "100", index: "2");
        Assert.Equal((A("1"), A("-1")), (added.FundingPaid, added.CashChange)); // 2 × 0.5
        Assert.Equal((A("10"), A("1")), (added.Position.FundingEntry, added.Position.FundingPaid)); // 5 × 2
    }

    [Fact]
    public void Fill_ShortWhileTheIndexRises_Receives()
    {
        var change = Fill(Long("-2", "100"), "2", "100", index: "0.25");
        Assert.Equal((A("-0.5"), A("0.5"), A("0")), (change.FundingPaid, change.CashChange, change.Position.FundingEntry));
    }

    [Fact]
    public void Fill_WithAnIndexOlderThanTheLastSettlement_RefundsWhatTheFillMakesOfIt()
    {
        // Long 2 from index 0 settled at 3, paying 6. A sale of 2 made at index 1 arrives late: only 2 × 1 was owed.
        var settled = Long("2", "100").SettleFunding(P("3")).Position;
        var late = Fill(settled, "-2", "100", index: "1");
        Assert.Equal((A("6"), A("-4"), A("2")), (settled.FundingPaid, late.FundingPaid, late.Position.FundingPaid));
        Assert.Equal(A("0"), late.Position.FundingEntry);
    }

    [Fact]
    public void SettleFunding_MovesWhatIsOwedAndNothingElse()
    {
        var opened = Fill(Long("3", "100"), "-1", "130").Position;
        var change = opened.SettleFunding(P("0.7"));
        Assert.Equal((A("1.4"), A("0"), A("0")), (change.FundingPaid, change.Realised, change.Fee));
        Assert.Equal(opened with { FundingEntry = A("1.4"), FundingPaid = A("1.4") }, change.Position);
        Assert.Equal(A("0"), change.Position.SettleFunding(P("0.7")).FundingPaid);
    }

    [Fact]
    public void Fill_ExpirySettlement_RealisesAgainstTheSettlementPrice()
    {
        // A call bought for 7 settles at 40 − nothing is left open; its writer pays what the buyer gets.
        Expect(Fill(Long("2", "7"), "-2", "40").Position, quantity: "0", entry: "0", realised: "66");
        Expect(Fill(Long("-2", "7"), "2", "40").Position, quantity: "0", entry: "0", realised: "-66");
        Expect(Fill(Long("2", "7"), "-2", "0").Position, quantity: "0", entry: "0", realised: "-14");
    }

    [Fact]
    public void Fill_EntryValueThatDoesNotDivide_IsReleasedAgainstTheTrader()
    {
        // In units of the last decimal: 3 held for 5. One sold for 2 releases 5/3, rounded up to 2: nothing is realised, not the third of a unit.
        var longer = FillRaw(FillRaw(Position.Flat(Quantity.One), 1, 1), 2, 2);
        Assert.Equal((3, 5), (longer.Quantity.Raw, longer.EntryValue.Raw));
        var reduced = FillRaw(longer, -1, 2);
        Assert.Equal((2, 3, 0), (reduced.Quantity.Raw, reduced.EntryValue.Raw, reduced.Realised.Raw));

        // 3 owed for 5. One bought back for 1 releases −5/3, rounded up to −1: nothing is realised, not the two thirds of a unit.
        var shorter = FillRaw(FillRaw(FillRaw(Position.Flat(Quantity.One), -1, 1), -2, 2), 1, 1);
        Assert.Equal((-2, -4, 0), (shorter.Quantity.Raw, shorter.EntryValue.Raw, shorter.Realised.Raw));
    }

    private static Position Long(string quantity, string price) => Fill(Position.Flat(Quantity.One), quantity, price).Position;

    private static PositionChange Fill(Position position, string quantity, string price, string index = "0", string fee = "0") =>
        position.Fill(Q(quantity), P(price), P(index), A(fee));

    private static Position FillRaw(Position position, long quantity, long price) =>
        position.Fill(Quantity.FromRaw(quantity), Price.FromRaw(price), Price.Zero, Amount.Zero).Position;

    private static void Expect(Position position, string quantity, string entry, string realised) =>
        Assert.Equal((Q(quantity), A(entry), A(realised)), (position.Quantity, position.EntryValue, position.Realised));
}
