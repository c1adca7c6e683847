namespace Clearinghouse.Cli.Replay;

/// <summary>What governs the markets of a replay.</summary>
public enum ReplayParameters
{
    /// <summary>Fixed rates, and no breaker; one price per bar.</summary>
    Plain,

    /// <summary>Fixed rates and breakers; every bar's open, extremes and close are prices.</summary>
    Static,

    /// <summary>Rates that follow the shipped champion, and breakers; prices as with <see cref="Static"/>.</summary>
    Adaptive,

    /// <summary>One replay with <see cref="Static"/>, one with <see cref="Adaptive"/>, side by side.</summary>
    Both,
}
