namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>How a cluster of a test differs from the usual one.</summary>
public sealed record ClearingClusterSettings
{
    /// <summary>How many silos.</summary>
    public short Silos { get; init; } = 2;

    /// <summary>Configuration keys of the silos, as in appsettings.json. By default what is repeated is repeated fast.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = Clearing();

    /// <summary>How long a call waits for its answer.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long clients wait on a silent stream before they look into the journal, in milliseconds.</summary>
    public int PollMs { get; init; } = 200;

    /// <summary>The usual configuration, with changes under <c>Clearinghouse:Clearing</c>.</summary>
    public static IReadOnlyDictionary<string, string?> Clearing(params (string Key, string Value)[] changes)
    {
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Clearinghouse:Clearing:RepeatMs"] = "50",
            ["Clearinghouse:Clearing:LapseCheckMs"] = "50",
        };
        foreach (var (key, value) in changes) configuration[$"Clearinghouse:Clearing:{key}"] = value;
        return configuration;
    }
}
