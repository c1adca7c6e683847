using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Adaptation;

/// <summary>
/// How a market follows forecasts. A new set is taken over at an announced time: what initial margin it asks holds for new risk at once; maintenance follows on a ramp, and never passes, in one change, the initial margin that held before it,
/// so that an account that met its initial margin is not liquidated by the change.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AdaptivePolicy")]
public sealed record AdaptivePolicy
{
    private const int LongestSeconds = 30 * 86_400;

    /// <summary>Whose forecasts are taken. Default "forecasts", the node's own.</summary>
    [Id(0)] public PrincipalId Source { get; init; } = NodeForecasts;

    /// <summary>Least initial margin rate. Default 4 %; above 0.</summary>
    [Id(1)] public Ratio LeastInitialMarginRate { get; init; } = Ratio.FromPpm(40_000);

    /// <summary>Largest initial margin rate. Default 60 %; from the least to 1.</summary>
    [Id(2)] public Ratio LargestInitialMarginRate { get; init; } = Ratio.FromPpm(600_000);

    /// <summary>Maintenance as a share of initial margin. Default a half; above 0, at most 1.</summary>
    [Id(3)] public Ratio MaintenanceShare { get; init; } = Ratio.FromPpm(500_000);

    /// <summary>From announcement to take-over, in seconds. Default 300; from 0 to 30 days.</summary>
    [Id(4)] public int AnnouncementSeconds { get; init; } = 300;

    /// <summary>How long maintenance takes to follow a rise, in seconds. Default a day; from 0 to 30 days.</summary>
    [Id(5)] public int MaintenanceRampSeconds { get; init; } = 86_400;

    /// <summary>The age of a forecast at which it counts as stale, in seconds. Default 12 hours; positive, at most 30 days.</summary>
    [Id(6)] public int MaxAgeSeconds { get; init; } = 43_200;

    /// <summary>By what initial margin is multiplied while the forecast is stale. Default 1.25; from 1 to 10.</summary>
    [Id(7)] public Ratio StaleMultiple { get; init; } = Ratio.FromPpm(1_250_000);

    /// <summary>The price band in forecast deviations of one hour; the market's own band is the widest. Default 8; positive, at most 1,000.</summary>
    [Id(8)] public Ratio PriceBandMultiple { get; init; } = Ratio.FromPpm(8_000_000);

    /// <summary>
    /// How far the volatility behind maintenance may rise in one change, as a multiple. Default 4/3, the inverse of portfolio margin's share of maintenance in initial margin; from 1 to 10.
    /// </summary>
    [Id(9)] public Ratio VolatilityRiseMultiple { get; init; } = Ratio.FromPpm(1_333_333);

    /// <summary>The name under which a node's own forecasts come.</summary>
    public static PrincipalId NodeForecasts { get; } = PrincipalId.Create("forecasts");

    /// <summary>Says which parameter is out of range, or null when all are in.</summary>
    public Refusal? Check()
    {
        if (string.IsNullOrEmpty(Source.Value)) return Bad("source", "a name");
        if (!LeastInitialMarginRate.IsPositive) return Bad("leastInitialMarginRate", "above 0");
        if (LargestInitialMarginRate < LeastInitialMarginRate || LargestInitialMarginRate > Ratio.One) return Bad("largestInitialMarginRate", "from the least to 1");
        if (!MaintenanceShare.IsPositive || MaintenanceShare > Ratio.One) return Bad("maintenanceShare", "above 0 and at most 1");
        if (AnnouncementSeconds is < 0 or > LongestSeconds) return Bad("announcementSeconds", $"from 0 to {LongestSeconds}");
        if (MaintenanceRampSeconds is < 0 or > LongestSeconds) return Bad("maintenanceRampSeconds", $"from 0 to {LongestSeconds}");
        if (MaxAgeSeconds is < 1 or > LongestSeconds) return Bad("maxAgeSeconds", $"from 1 to {LongestSeconds}");
        if (StaleMultiple.Ppm is < 1_000_000 or > 10_000_000) return Bad("staleMultiple", "from 1 to 10");
        if (VolatilityRiseMultiple.Ppm is < 1_000_000 or > 10_000_000) return Bad("volatilityRiseMultiple", "from 1 to 10");
        return PriceBandMultiple.Ppm is < 1 or > 1_000_000_000 ? Bad("priceBandMultiple", "above 0 and at most 1000") : null;
    }

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = $"adaptive.{field}", Limit = range };
}
