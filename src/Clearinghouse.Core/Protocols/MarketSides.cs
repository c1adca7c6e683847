using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>What is held of a market on either side.</summary>
/// <param name="Long">Notional held long; not negative.</param>
/// <param name="Short">Notional held short, without sign; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketSides")]
public sealed record MarketSides([property: Id(0)] Amount Long, [property: Id(1)] Amount Short)
{
    /// <summary>Nothing.</summary>
    public static MarketSides None { get; } = new(Amount.Zero, Amount.Zero);

    /// <summary>Both sides together.</summary>
    public Amount Gross => Long + Short;

    /// <summary>What one side holds more than the other; not negative.</summary>
    public Amount Net => (Long - Short).Abs();

    /// <summary>With a position.</summary>
    /// <param name="notional">Positive long.</param>
    public MarketSides With(Amount notional) => notional.IsNegative ? this with { Short = Short - notional } : this with { Long = Long + notional };

    /// <summary>Two together.</summary>
    public MarketSides Plus(MarketSides other) => new(Long + other.Long, Short + other.Short);
}
