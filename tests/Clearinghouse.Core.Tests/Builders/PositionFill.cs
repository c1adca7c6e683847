using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Units;
using CsCheck;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>One fill of a position, and random ones that every generated multiplier scales exactly.</summary>
internal sealed record PositionFill(Quantity Quantity, Price Price, Price FundingIndex, Amount Fee)
{
    internal static readonly Gen<Quantity> Multiplier = Gen.OneOf("1", "10", "0.1", "0.01").Select(Quantity.Parse);

    /// <summary>Small quantities, so that positions are reduced, closed exactly and flipped often; prices to the last decimal, so that entry values do not divide.</summary>
    internal static readonly Gen<PositionFill> Any = Gen.Select(
        Gen.Long[-5, 5].Select(lots => Quantity.FromRaw(lots * 700)),
        Gen.Long[1, 100_000_000_000].Select(Price.FromRaw),
        Gen.Long[-1_000_000_000, 1_000_000_000].Select(Price.FromRaw),
        Gen.Long[0, 1_000_000].Select(raw => Amount.FromRaw(raw)),
        (quantity, price, index, fee) => new PositionFill(quantity, price, index, fee));

    internal static readonly Gen<List<PositionFill>> Path = Any.List[0, 30];

    internal PositionFill Opposite => this with { Quantity = -Quantity };

    internal PositionChange ApplyTo(Position position) => position.Fill(Quantity, Price, FundingIndex, Fee);

    internal static Position Run(Quantity multiplier, IEnumerable<PositionFill> fills) =>
        fills.Aggregate(Position.Flat(multiplier), (position, fill) => fill.ApplyTo(position).Position);

    /// <summary>Quantity × multiplier × price in raw units of an amount, without limit.</summary>
    internal static System.Numerics.BigInteger Value(Quantity multiplier, Quantity quantity, Price price) =>
        (System.Numerics.BigInteger)quantity.Raw * multiplier.Raw * price.Raw / Quantity.One.Raw;
}
