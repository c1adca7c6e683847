using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>
/// The risk of positions that collateral covers, to first order: profit per move of each market, its volatility, and how markets move together, by the past days of the scenario set where it has them.
/// </summary>
internal sealed class CoveredRisk
{
    private readonly Dictionary<MarketId, double> _deviations = [];
    private readonly HistoricalMoves _history;
    private readonly double _defaultCorrelation;
    private readonly double _variance;

    /// <summary>The risk of positions; those without risk arrays have none.</summary>
    public CoveredRisk(ImmutableArray<ContractExposure> exposures, double defaultCorrelation)
    {
        _defaultCorrelation = defaultCorrelation;
        _history = exposures.FirstOrDefault(exposure => exposure.Risk is not null)?.Risk?.Scenarios.History ?? HistoricalMoves.None;
        foreach (var exposure in exposures)
        {
            if (exposure.Array is not { } array) continue;
            var volatility = (exposure.Snapshot.Parameters.Risk ?? RiskParameters.Default).DailyVolatility.ToDouble();
            _deviations[exposure.Market] = _deviations.GetValueOrDefault(exposure.Market) + (exposure.Position.Quantity.ToDouble() * array.Delta * volatility);
        }

        _variance = _deviations.Sum(a => _deviations.Sum(b => a.Value * b.Value * CorrelationOf(a.Key, b.Key)));
    }

    /// <summary>Correlation of a market's return with the profit of the positions, from -1 to 1; 0 when there is no risk. Positive: both fall together.</summary>
    public double CorrelationWith(MarketId market) => _variance <= 0
        ? 0
        : Math.Clamp(_deviations.Sum(pair => pair.Value * CorrelationOf(market, pair.Key)) / Math.Sqrt(_variance), -1, 1);

    private double CorrelationOf(MarketId a, MarketId b) => a == b ? 1 : _history.CorrelationOf(a, b) ?? _defaultCorrelation;
}
