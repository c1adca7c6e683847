namespace Clearinghouse.Core.Adaptation;

/// <summary>Which estimator a forecast comes from, the best first. Whatever is not the champion never lowers margin.</summary>
public enum ForecastStep
{
    /// <summary>The registry's champion.</summary>
    Champion = 0,

    /// <summary>A plain log-HAR on the market's own days.</summary>
    LogHar = 1,

    /// <summary>An exponential average, blended with the long run.</summary>
    BlendedEwma = 2,

    /// <summary>The last good forecast, and a quarter on top.</summary>
    LastGood = 3,

    /// <summary>None: what the market's own parameters say.</summary>
    Static = 4,
}
