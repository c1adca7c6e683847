namespace Clearinghouse.Core.Breakers;

/// <summary>How far a market's circuit breaker has gone. A breaker may rise by any number of levels at once; it comes down one at a time.</summary>
public enum BreakerLevel
{
    /// <summary>Nothing is restricted.</summary>
    Normal = 0,

    /// <summary>Everything trades; initial margin carries an add-on. Liquidation goes on.</summary>
    Guarded = 1,

    /// <summary>As <see cref="Guarded"/>, and only trades pass that leave neither account with a larger position. Liquidation goes on where the mark is reliable.</summary>
    ReduceOnly = 2,

    /// <summary>Nothing trades, funding does not count the time, and liquidation waits, up to the policy's limit.</summary>
    Halted = 3,
}
