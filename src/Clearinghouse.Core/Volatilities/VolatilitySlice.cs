using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Volatilities;

/// <summary>The smile of one expiry. Between strikes the total variance is linear in the logarithm of the strike; beyond the outermost it stays as it is there.</summary>
/// <param name="Expiry">The expiry.</param>
/// <param name="Points">By strike, ascending; at least one.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.VolatilitySlice")]
public sealed record VolatilitySlice([property: Id(0)] DateTimeOffset Expiry, [property: Id(1)] ImmutableArray<VolatilityPoint> Points)
{
    /// <summary>Volatility squared, per year, at a strike.</summary>
    /// <param name="strike">Positive.</param>
    public double VarianceAt(double strike)
    {
        var upper = 0;
        while (upper < Points.Length && Points[upper].Strike.ToDouble() < strike) upper++;
        if (upper == 0) return VarianceOf(Points[0]);
        if (upper == Points.Length) return VarianceOf(Points[^1]);
        var (low, high) = (Points[upper - 1], Points[upper]);
        var share = Math.Log(strike / low.Strike.ToDouble()) / Math.Log(high.Strike.ToDouble() / low.Strike.ToDouble());
        return VarianceOf(low) + (share * (VarianceOf(high) - VarianceOf(low)));
    }

    private static double VarianceOf(VolatilityPoint point) => point.Volatility.ToDouble() * point.Volatility.ToDouble();
}
