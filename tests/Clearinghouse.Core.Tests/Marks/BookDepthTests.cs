using System.Collections.Immutable;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Marks;

/// <summary>A walk through whole contracts is compared with taking one contract after the other.</summary>
public sealed class BookDepthTests
{
    private static readonly Gen<ImmutableArray<BookLevel>> Bids = Gen.Select(Gen.Int[1, 100], Gen.Int[0, 5])
        .Select((price, quantity) => new BookLevel(price, quantity)).Array[1, 6]
        .Select(levels => levels.OrderByDescending(level => level.Price).ToImmutableArray());

    [Fact]
    public void Price_IsTheMeanOfContractsTakenOneByOne() => Gen.Select(Bids, Gen.Int[0, 1000]).Sample((bids, notional) =>
    {
        ImmutableArray<BookLevel> asks = [.. bids.Reverse()];
        var depth = BookDepth.Of(notional, bids, asks, quantityStep: 1);

        Assert.Equal(Expected(bids, notional) is { } bid && Expected(asks, notional) is { } ask ? (bid + ask) / 2 : null, depth.Price);
    });

    [Fact]
    public void WithoutASide_ThereIsNoPrice()
    {
        var depth = BookDepth.Of(1000, [new(10, 500)], [], quantityStep: 1);
        Assert.Equal((Rational.FromInteger(100), null, null), (depth.BidQuantity, depth.AskQuantity, depth.Price));
    }

    [Fact]
    public void ABestPriceOfZero_HasNoQuantity() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BookDepth.Of(1000, [new(0, 500)], [new(1, 1)], quantityStep: 1));

    [Fact]
    public void Notional_IsWhatTheCashCarries() => Assert.Equal(2000, BookDepth.NotionalOf(1200, Rational.One / 10, Rational.One / 5, 2));

    private static Rational? Expected(ImmutableArray<BookLevel> levels, int notional)
    {
        var quantity = notional / (int)levels[0].Price.Numerator;
        var contracts = levels.SelectMany(level => Enumerable.Repeat(level.Price, (int)level.Quantity.Numerator)).Take(quantity).ToList();
        return quantity == 0 || contracts.Count < quantity ? null : contracts.Aggregate((left, right) => left + right) / quantity;
    }
}
