using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Limits;

/// <summary>Laws of profit that counts only as far as it could be realised.</summary>
public sealed class UnrealisedProfitLawTests
{
    private static readonly Gen<(int Quantity, int Entry, int Mark, int Depth, int Open)> Books =
        Gen.Select(Gen.Int[-50, 50].Where(quantity => quantity != 0), Gen.Int[50, 150], Gen.Int[50, 150], Gen.Int[1, 5_000], Gen.Int[50, 500]);

    [Fact]
    public void Equity_AndMaintenance_AreAsWithoutIt_AndInitialMarginIsNeverLess() => Books.Sample(book =>
    {
        var (plain, capped) = (Statement(book, null), Statement(book, R("1")));
        Assert.Equal((plain.Equity, plain.MaintenanceMargin), (capped.Equity, capped.MaintenanceMargin));
        Assert.True(capped.InitialMargin >= plain.InitialMargin);
    });

    [Fact]
    public void Loser_IsAsWithoutIt() => Books.Where(book => book.Quantity * (book.Mark - book.Entry) <= 0).Sample(book => Assert.Equal(Statement(book, null).InitialMargin, Statement(book, R("0")).InitialMargin));

    [Fact]
    public void HeldBack_IsNoMoreThanTheProfit_AndAllOfItWithoutAnyTime() => Books.Sample(book =>
    {
        var profit = Amount.FromInteger(Math.Max(0, book.Quantity * (book.Mark - book.Entry)));
        Assert.InRange(HeldBack(book, R("1")).Raw, Int128.Zero, profit.Raw);
        Assert.Equal(profit, HeldBack(book, R("0")));
    });

    [Fact]
    public void MoreDepth_HoldsBackNoMore() => Gen.Select(Books, Gen.Int[0, 5_000]).Sample((book, more) =>
        Assert.True(HeldBack(book with { Depth = book.Depth + more }, R("1")) <= HeldBack(book, R("1"))));

    [Fact]
    public void MoreProfit_CountsForNoLess() => Gen.Select(Books, Gen.Int[0, 100]).Sample((book, more) =>
    {
        var better = book with { Mark = book.Quantity > 0 ? book.Mark + more : Math.Max(1, book.Mark - more) };
        Assert.True(Counted(better) >= Counted(book), $"{Counted(better)} < {Counted(book)}");
    });

    [Fact]
    public void SplittingAnAccount_ChangesNothingButARounding() => Gen.Select(Books.Where(book => book.Open >= Math.Abs(book.Quantity)), Gen.Int[2, 5]).Sample((book, parts) =>
    {
        var whole = HeldBack(book with { Quantity = book.Quantity * parts, Open = book.Open * parts }, R("1"));
        var each = HeldBack(book with { Open = book.Open * parts }, R("1"));
        Assert.Equal(whole.ToDouble(), parts * each.ToDouble(), 1e-9);
    });

    [Fact]
    public void Hedge_InOneMarket_CountsTogether()
    {
        var snapshot = Snapshot(120, 100, 1_000, R("0"));
        MarginInput Both(string entry) => new(Alice, A("1000"), [Exposure(snapshot, 10, P("100")), Exposure(snapshot, -10, P(entry))], Amount.Zero);
        Assert.Equal(A("50"), HeldBackOf(new CrossMargin().Evaluate(Both("105")))); // 200 gained, 150 lost
        Assert.Equal(Amount.Zero, HeldBackOf(new CrossMargin().Evaluate(Both("95")))); // 200 gained, 250 lost
    }

    [Fact]
    public void PortfolioMargin_HoldsBackTheSame()
    {
        var input = Input((10, 100, 120, 100, 500), R("1"));
        Assert.Equal(HeldBackOf(new CrossMargin().Evaluate(input)), HeldBackOf(new PortfolioMargin(new PortfolioMarginParameters()).Evaluate(input with { Terms = new MarginTerms(MarginMode.Portfolio) })));
    }

    private static Amount Counted((int Quantity, int Entry, int Mark, int Depth, int Open) book) => Amount.FromInteger(Math.Max(0, book.Quantity * (book.Mark - book.Entry))) - HeldBack(book, R("1"));

    private static Amount HeldBack((int Quantity, int Entry, int Mark, int Depth, int Open) book, Ratio periods) => HeldBackOf(Statement(book, periods));

    private static Amount HeldBackOf(MarginStatement statement) =>
        statement.Components.SingleOrDefault(component => component.Kind == MarginComponentKind.UnrealisedProfit)?.Initial ?? Amount.Zero;

    private static MarginStatement Statement((int Quantity, int Entry, int Mark, int Depth, int Open) book, Ratio? periods) => new CrossMargin().Evaluate(Input(book, periods));

    private static MarginInput Input((int Quantity, int Entry, int Mark, int Depth, int Open) book, Ratio? periods) =>
        new(Alice, A("1000"), [Exposure(Snapshot(book.Mark, book.Open, book.Depth, periods), book.Quantity, P($"{book.Entry}"))], Amount.Zero);

    private static ContractExposure Exposure(MarketSnapshot snapshot, int quantity, Price entry)
    {
        var listed = snapshot.Contracts[0];
        var position = Position.Flat(listed.Contract.Multiplier).Fill(Quantity.FromInteger(quantity), entry, Price.Zero, Amount.Zero).Position;
        return new ContractExposure(Btc, position, Quantity.Zero, Quantity.Zero, Amount.Zero, listed, snapshot);
    }

    private static MarketSnapshot Snapshot(int mark, int open, int depth, Ratio? periods) => new()
    {
        Market = Btc,
        Version = 1,
        ObservedAt = Start,
        IndexPrice = P($"{mark}"),
        Parameters = new MarketParameters { Risk = new RiskParameters { DepthNotional = Amount.FromInteger(depth), ProfitHoldingPeriods = periods } },
        Contracts = [new ContractSnapshot(Terms.Perpetual(), ContractStatus.Trading, P($"{mark}"), Price.Zero, Quantity.FromInteger(open))],
    };
}
