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

    /// <summary>Confidence of an index price below which doubt is charged. Default 0.6, so that one lost source of three is not; from 0 to 1.</summary>
    public double ConfidenceThreshold { get; init; } = 0.6;

    /// <summary>Share of notional charged per unit of doubt. Default 0.5; not negative.</summary>
    public double ConfidenceFactor { get; init; } = 0.5;

    /// <summary>Price of the pool's money, as a share of its peg, under which is charged. Default 0.98; from 0 to 1.</summary>
    public double DepegThreshold { get; init; } = 0.98;

    /// <summary>Share of notional of perpetuals, futures and short options charged per unit under the threshold. Default 2; not negative.</summary>
    public double DepegFactor { get; init; } = 2;

    /// <summary>Says what is out of range, or null.</summary>
    public string? FindFault() => this switch
    {
        { Confidence: not (>= 0.5 and < 1) } => $"{nameof(Confidence)} must be from 0.5 to below 1, not {Confidence}.",
        { GrossFloorShare: not (>= 0 and <= 1) } => $"{nameof(GrossFloorShare)} must be from 0 to 1, not {GrossFloorShare}.",
        { MaintenanceFactor: not (> 0 and <= 1) } => $"{nameof(MaintenanceFactor)} must be above 0 and at most 1, not {MaintenanceFactor}.",
        { ConfidenceThreshold: not (>= 0 and <= 1) } => $"{nameof(ConfidenceThreshold)} must be from 0 to 1, not {ConfidenceThreshold}.",
        { ConfidenceFactor: not >= 0 } => $"{nameof(ConfidenceFactor)} must not be negative, not {ConfidenceFactor}.",
        { DepegThreshold: not (>= 0 and <= 1) } => $"{nameof(DepegThreshold)} must be from 0 to 1, not {DepegThreshold}.",
        { DepegFactor: not >= 0 } => $"{nameof(DepegFactor)} must not be negative, not {DepegFactor}.",
        _ => null,
    };
}
