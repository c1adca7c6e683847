namespace Clearinghouse.Grains;

/// <summary>The key under which grains find the clock they decide by. Apart from the host's clock, so that a replay can run on the time of its data.</summary>
public static class ClearingClock
{
    /// <summary>Key of the <see cref="TimeProvider"/>.</summary>
    public const string Key = "clearing";
}
