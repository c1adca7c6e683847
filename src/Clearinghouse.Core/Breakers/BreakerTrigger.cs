namespace Clearinghouse.Core.Breakers;

/// <summary>What moved a breaker. Observed and limit of a transition are in the unit named here.</summary>
public enum BreakerTrigger
{
    /// <summary>The index moved within a window further than a multiple of the forecast volatility; as a fraction of the price it moved from.</summary>
    VolatilityBand = 0,

    /// <summary>The index moved within a window further than a fixed band, whatever the forecast; as a fraction of the price it moved from.</summary>
    AbsoluteBand = 1,

    /// <summary>The index is below its 24-hour high; as a fraction of that high.</summary>
    Drawdown = 2,

    /// <summary>The oracles doubt the index: 1 − confidence.</summary>
    OracleDoubt = 3,

    /// <summary>No new price, as when the oracles lost their quorum: age as a multiple of the market's largest age.</summary>
    StalePrice = 4,

    /// <summary>Liquidations: their notional as a multiple of the depth that can take them.</summary>
    LiquidationVolume = 5,

    /// <summary>The share of the pool's funds against losses that is consumed.</summary>
    PoolDepletion = 6,

    /// <summary>The volatility forecast jumped: by which share it grew.</summary>
    ForecastJump = 7,

    /// <summary>An operator demands it; there are no numbers, but a reason.</summary>
    Manual = 8,

    /// <summary>One step down: the level stood for its dwell and nothing holds it. The numbers are those of what came nearest to holding it.</summary>
    Calm = 9,

    /// <summary>One step down from a halt that stood as long as a halt may: seconds halted over the largest halt, as a multiple.</summary>
    MaximumHalt = 10,
}
