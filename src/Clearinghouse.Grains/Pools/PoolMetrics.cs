using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Grains.Pools;

/// <summary>What the last reviews of this silo's pools found, for the meter <c>Clearinghouse</c>: gauges per pool, and per layer of the waterfall.</summary>
public sealed class PoolMetrics : IDisposable
{
    private readonly Meter _meter = new("Clearinghouse");
    private readonly ConcurrentDictionary<PoolId, FundReview> _reviews = new();

    /// <summary>Gauges without pools.</summary>
    public PoolMetrics()
    {
        _meter.CreateObservableGauge("clearinghouse.pool.layer.distance", () => OfLayers(gauge => gauge.DistanceSigmas?.ToDouble()), "{sigma}", "Smallest move of prices that uses a layer up, in daily standard deviations; absent when none within reach does.");
        _meter.CreateObservableGauge("clearinghouse.pool.layer.available", () => OfLayers(gauge => gauge.Available.ToDouble()), "{money}", "What a layer of the waterfall holds.");
        _meter.CreateObservableGauge("clearinghouse.pool.fund.required", () => OfPools(review => review.Required), "{money}", "The default fund that the last review requires.");
        _meter.CreateObservableGauge("clearinghouse.pool.fund.prefunded", () => OfPools(review => review.Prefunded), "{money}", "What members have paid into the default fund and not lost.");
    }

    /// <summary>A pool's newest review.</summary>
    public void Report(PoolId pool, FundReview review) => _reviews[pool] = review;

    /// <summary>The pool is no longer on this silo.</summary>
    public void Forget(PoolId pool) => _reviews.TryRemove(pool, out _);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> OfPools(Func<FundReview, Amount> part) =>
        _reviews.Select(pair => new Measurement<double>(part(pair.Value).ToDouble(), new KeyValuePair<string, object?>("pool", pair.Key.Value)));

    private IEnumerable<Measurement<double>> OfLayers(Func<LayerGauge, double?> part) =>
        from pair in _reviews
        from gauge in pair.Value.Gauges
        let value = part(gauge)
        where value is not null
        select new Measurement<double>(value.Value, new KeyValuePair<string, object?>("pool", pair.Key.Value), new KeyValuePair<string, object?>("layer", gauge.Layer));
}
