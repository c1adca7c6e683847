namespace Clearinghouse.Core.Scenarios;

/// <summary>Which way implied volatility moves in a grid scenario.</summary>
public enum VolatilityMove
{
    /// <summary>It stays.</summary>
    None = 0,

    /// <summary>It rises, more for short expiries.</summary>
    Up = 1,

    /// <summary>It falls, more for short expiries.</summary>
    Down = 2,
}
