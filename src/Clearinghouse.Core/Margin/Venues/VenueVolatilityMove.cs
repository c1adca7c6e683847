namespace Clearinghouse.Core.Margin.Venues;

/// <summary>What happens to implied volatilities in a scenario.</summary>
public enum VenueVolatilityMove
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>All rise.</summary>
    Up = 1,

    /// <summary>All fall.</summary>
    Down = 2,

    /// <summary>Those above the forward rise, those below fall.</summary>
    SkewLinear = 3,

    /// <summary>Those away from the forward rise, on both sides.</summary>
    SkewAbsolute = 4,
}
