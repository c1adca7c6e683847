using Clearinghouse.Forecasting.Features;

namespace Clearinghouse.Forecasting.Models;

/// <summary>The models that an evaluation compares.</summary>
public static class StandardModels
{
    /// <summary>The benchmark of the literature, which the others are tested against.</summary>
    public static IVolatilityModel Har { get; } = new LevelHarModel("har", RegressorSets.Har);

    /// <summary>HAR with quarticity.</summary>
    public static IVolatilityModel Harq { get; } = new LevelHarModel("harq", RegressorSets.Harq);

    /// <summary>HAR in logarithms.</summary>
    public static IVolatilityModel LogHar { get; } = new LogHarModel("log-har", RegressorSets.LogHar);

    /// <summary>HAR in logarithms with range, last hours, leverage, quarticity and weekdays.</summary>
    public static IVolatilityModel LogHarX { get; } = new LogHarModel("log-har-x", RegressorSets.LogHarX);

    /// <summary>Log-HAR-X with the coefficients of all markets together.</summary>
    public static IVolatilityModel PooledLogHarX { get; } = new PooledLogHarModel();

    /// <summary>The exponential average that margin systems use, of realised variance.</summary>
    public static IVolatilityModel Ewma94 { get; } = new EwmaModel(0.94, VarianceProxy.RealisedVariance);

    /// <summary>A faster one.</summary>
    public static IVolatilityModel Ewma80 { get; } = new EwmaModel(0.80, VarianceProxy.RealisedVariance);

    /// <summary>RiskMetrics.</summary>
    public static IVolatilityModel RiskMetrics { get; } = new EwmaModel(0.94, VarianceProxy.SquaredReturn);

    /// <summary>The plain estimators, without a fit.</summary>
    public static IReadOnlyList<IVolatilityModel> Estimators { get; } =
    [
        new RandomWalkModel(),
        Ewma94,
        Ewma80,
        RiskMetrics,
        new EwmaModel(0.94, VarianceProxy.Parkinson),
        new EwmaModel(0.94, VarianceProxy.GarmanKlass),
        new YangZhangModel(),
    ];

    /// <summary>Everything that is fitted by least squares.</summary>
    public static IReadOnlyList<IVolatilityModel> Regressions { get; } = [Har, Harq, LogHar, LogHarX, PooledLogHarX];

    /// <summary>Boosted trees, which take most of the time.</summary>
    public static IReadOnlyList<IVolatilityModel> Trees { get; } = [new BoostedTreesModel(TreeLibrary.LightGbm), new BoostedTreesModel(TreeLibrary.FastTree)];

    /// <summary>The models whose forecasts scale margins; blends and buffers are made of the first.</summary>
    public static IReadOnlyList<IVolatilityModel> MarginFilters { get; } = [LogHarX, PooledLogHarX, Har, new GarchModel()];

    /// <summary>For horizons of several days: tomorrow's forecast stretched.</summary>
    public static IReadOnlyList<IVolatilityModel> Scaled { get; } = [new ScaledModel(LogHarX), new ScaledModel(PooledLogHarX)];

    /// <summary>All of them, those that take longest first.</summary>
    public static IReadOnlyList<IVolatilityModel> All { get; } = [.. Trees, new GarchModel(), .. Regressions, .. Estimators];
}
