using Clearinghouse.Core.Units;

namespace Clearinghouse.MarketData;

/// <summary>
/// What a market traded at during one interval. Prices are exact decimals; nothing in here went through binary floating point.
/// </summary>
/// <param name="OpenTimeMs">The beginning of the interval: Unix time in milliseconds, UTC. The bar is known only at its end.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price.</param>
/// <param name="Volume">
/// What was traded, in units of the base asset, zero or more. A decimal, not a quantity of the ledger: it is a statistic, and
/// assets worth a millionth of a cent trade in counts beyond the ledger's range.
/// </param>
public readonly record struct Bar(long OpenTimeMs, Price Open, Price High, Price Low, Price Close, decimal Volume)
{
    /// <summary>The beginning of the interval, UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the years 1 to 9999.</exception>
    public DateTimeOffset OpenTime => DateTimeOffset.FromUnixTimeMilliseconds(OpenTimeMs);
}
