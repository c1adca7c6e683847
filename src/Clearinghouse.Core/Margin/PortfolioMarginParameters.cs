using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Core.Margin;

/// <summary>How portfolio margin is taken from scenarios.</summary>
public sealed record PortfolioMarginParameters
{
    /// <summary>Statistic of the losses of past days. Default expected shortfall, which is subadditive.</summary>
    public TailStatistic Statistic { get; init; } = TailStatistic.ExpectedShortfall;

    /// <summary>Confidence of the statistic. Default 97.5 %, at which expected shortfall is about the 99 % value at risk of a normal distribution; from 0.5 to below 1.</summary>
    public double Confidence { get; init; } = 0.975;

    /// <summary>
    /// Least share of the gross requirement (every contract by itself) that is asked. Default a half: pooled margin whose freed collateral is levered again loses more on bad days than
    /// isolated silos, because liquidating hedges breaks the correlation that they lean on. From 0 to 1.
    /// </summary>
    public double GrossFloorShare { get; init; } = 0.5;

    /// <summary>Maintenance margin as a share of what the initial margin of the positions alone would be. Default 0.75; above 0, at most 1.</summary>
    public double MaintenanceFactor { get; init; } = 0.75;

    /// <summary>Says what is out of range, or null.</summary>
    public string? FindFault() => this switch
    {
        { Confidence: not (>= 0.5 and < 1) } => $"{nameof(Confidence)} must be from 0.5 to below 1, not {Confidence}.",
        { GrossFloorShare: not (>= 0 and <= 1) } => $"{nameof(GrossFloorShare)} must be from 0 to 1, not {GrossFloorShare}.",
        { MaintenanceFactor: not (> 0 and <= 1) } => $"{nameof(MaintenanceFactor)} must be above 0 and at most 1, not {MaintenanceFactor}.",
        _ => null,
    };
}
