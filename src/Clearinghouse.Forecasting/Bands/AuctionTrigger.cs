using Clearinghouse.Core.Units;

namespace Clearinghouse.Forecasting.Bands;

/// <summary>A range, and how long an auction lasts that is called when a trade would leave it.</summary>
/// <param name="Range">The range.</param>
/// <param name="ExtensionSeconds">How much longer the auction lasts, in seconds.</param>
public sealed record AuctionTrigger(PriceRange Range, Rational ExtensionSeconds)
{
    /// <summary>How long the auction lasts that a trade calls, in seconds: the sum over the ranges that it leaves; zero for none.</summary>
    public static Rational AuctionSeconds(IEnumerable<AuctionTrigger> triggers, Rational tradePrice)
    {
        ArgumentNullException.ThrowIfNull(triggers);
        return triggers.Where(trigger => !trigger.Range.Contains(tradePrice)).Aggregate(Rational.Zero, (sum, trigger) => sum + trigger.ExtensionSeconds);
    }
}
