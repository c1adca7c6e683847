using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Breakers;

/// <summary>What a breaker looks at beside the prices it has folded. What nobody supplies is null and demands nothing.</summary>
public sealed record BreakerObservation
{
    /// <summary>Forecast standard deviation of a day's return.</summary>
    public required Ratio DailyVolatility { get; init; }

    /// <summary>The age at which a price goes stale, in seconds; positive.</summary>
    public required int PriceMaxAgeSeconds { get; init; }

    /// <summary>How sure the oracles are together, from 0 to 1; null where one reporter says all.</summary>
    public Ratio? Confidence { get; init; }

    /// <summary>Notional liquidated lately as a multiple of the depth that can take it; not negative.</summary>
    public Ratio? LiquidationVolume { get; init; }

    /// <summary>Share of the pool's funds against losses that is consumed, from 0 to 1.</summary>
    public Ratio? PoolDepletion { get; init; }

    /// <summary>New forecast over the one before, less one; negative when it fell.</summary>
    public Ratio? ForecastJump { get; init; }

    /// <summary>What every trigger sees.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="breaker">The prices folded, the newest included.</param>
    /// <param name="at">The time.</param>
    public ImmutableArray<BreakerReading> ReadingsOf(BreakerPolicy policy, MarketBreaker breaker, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(breaker);
        var readings = ImmutableArray.CreateBuilder<BreakerReading>();
        if (breaker is { IndexPrice: { } price, ObservedAt: { } observedAt })
        {
            foreach (var window in policy.Windows)
            {
                var move = breaker.WindowOf(window.Seconds).MoveTo(price);
                readings.Add(new(BreakerTrigger.VolatilityBand, move.Fraction, window.VolatilityMoves(DailyVolatility), window.Seconds, move.From));
                readings.Add(new(BreakerTrigger.AbsoluteBand, move.Fraction, window.AbsoluteMoves, window.Seconds, move.From));
            }

            var fall = breaker.WindowOf(MarketBreaker.DaySeconds).FallTo(price);
            readings.Add(new(BreakerTrigger.Drawdown, fall.Fraction, policy.Drawdown, MarketBreaker.DaySeconds, fall.From));
            var ageTicks = Math.Max(0, (at - observedAt).Ticks);
            readings.Add(new(BreakerTrigger.StalePrice, Ratio.FromPpm(ageTicks / (PriceMaxAgeSeconds * (TimeSpan.TicksPerSecond / 1_000_000))), policy.StalePrice));
        }

        if (Confidence is { } confidence) readings.Add(new(BreakerTrigger.OracleDoubt, Ratio.One - confidence, policy.OracleDoubt));
        if (LiquidationVolume is { } volume) readings.Add(new(BreakerTrigger.LiquidationVolume, volume, policy.LiquidationVolume));
        if (PoolDepletion is { } depletion) readings.Add(new(BreakerTrigger.PoolDepletion, depletion, policy.PoolDepletion));
        if (ForecastJump is { } jump) readings.Add(new(BreakerTrigger.ForecastJump, jump, policy.ForecastJump));
        return readings.DrainToImmutable();
    }
}
