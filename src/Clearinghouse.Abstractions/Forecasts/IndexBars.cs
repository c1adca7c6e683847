using System.Collections.Immutable;
using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Abstractions.Forecasts;

/// <summary>A market's index in bars of half an hour, and what whoever forecasts it needs to know beside.</summary>
/// <param name="Pool">The market's pool; null while the market is not open.</param>
/// <param name="FollowsForecasts">Whether its parameters follow forecasts; only then it keeps bars.</param>
/// <param name="OwnDailyVolatility">What the market's own parameters say a day's standard deviation is.</param>
/// <param name="Bars">Closed bars, the oldest first; of the last four days at most.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.IndexBars")]
public sealed record IndexBars(
    [property: Id(0)] PoolId? Pool,
    [property: Id(1)] bool FollowsForecasts,
    [property: Id(2)] Ratio OwnDailyVolatility,
    [property: Id(3)] ImmutableArray<PriceBar> Bars);
