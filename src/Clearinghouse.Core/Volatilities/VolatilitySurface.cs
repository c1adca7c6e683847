using System.Collections.Immutable;
using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Volatilities;

/// <summary>
/// Implied volatility of a market by expiry and strike. Between expiries the total variance (volatility² × time) is linear in time at the same share of strike to index; before the first and beyond the last
/// the volatility stays as it is there.
/// </summary>
/// <param name="Slices">By expiry, ascending; at least one.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.VolatilitySurface")]
public sealed record VolatilitySurface([property: Id(0)] ImmutableArray<VolatilitySlice> Slices)
{
    /// <summary>Slices, and points of a slice, that a surface holds at most.</summary>
    public const int MostPerDimension = 256;

    private const double SecondsPerYear = 31_536_000;
    private const double Tolerance = 1e-9;
    private static readonly Ratio LargestVolatility = Ratio.FromPpm(10_000_000);

    /// <summary>Volatility per year at a strike and expiry.</summary>
    /// <param name="strike">Positive.</param>
    /// <param name="expiry">After the time, or at it.</param>
    /// <param name="at">The time.</param>
    public double VolatilityAt(double strike, DateTimeOffset expiry, DateTimeOffset at)
    {
        var upper = 0;
        while (upper < Slices.Length && Slices[upper].Expiry < expiry) upper++;
        if (upper == 0) return Math.Sqrt(Slices[0].VarianceAt(strike));
        if (upper == Slices.Length) return Math.Sqrt(Slices[^1].VarianceAt(strike));
        var (near, far, years) = (YearsTo(Slices[upper - 1].Expiry, at), YearsTo(Slices[upper].Expiry, at), YearsTo(expiry, at));
        var (nearTotal, farTotal) = (near * Slices[upper - 1].VarianceAt(strike), far * Slices[upper].VarianceAt(strike));
        return years <= 0 ? Math.Sqrt(Slices[upper].VarianceAt(strike)) : Math.Sqrt((nearTotal + ((years - near) / (far - near) * (farTotal - nearTotal))) / years);
    }

    /// <summary>The value of an option by this surface, per unit of underlying: Black-76 on the index as forward, without discount.</summary>
    public double ValueOf(Contract option, Price indexPrice, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(option);
        var (strike, expiry) = (option.Strike.GetValueOrDefault().ToDouble(), option.Expiry.GetValueOrDefault());
        return Black76.Price(option.Right.GetValueOrDefault(), indexPrice.ToDouble(), strike, VolatilityAt(strike, expiry, at), Math.Max(0, YearsTo(expiry, at)), 1);
    }

    /// <summary>Says what is out of range, or what would let money be made without risk; null when nothing is. Checked between the points given, at an index price.</summary>
    public Refusal? Check(Price indexPrice, DateTimeOffset at)
    {
        if (Slices.IsDefaultOrEmpty || Slices.Length > MostPerDimension) return Bad("surface.slices", $"from 1 to {MostPerDimension}");
        for (var i = 0; i < Slices.Length; i++)
        {
            if (Slices[i].Expiry <= at || (i > 0 && Slices[i].Expiry <= Slices[i - 1].Expiry)) return Bad("surface.expiry", "after the observation, ascending");
            if (CheckPoints(Slices[i].Points) is { } invalid) return invalid;
            if (FindButterfly(Slices[i], indexPrice.ToDouble(), at) is { } strike) return Arbitrage($"butterfly at strike {strike} of {Slices[i].Expiry:yyyy-MM-dd}");
            if (i > 0 && FindCalendar(Slices[i - 1], Slices[i], at) is { } earlier) return Arbitrage($"calendar at strike {earlier} of {Slices[i].Expiry:yyyy-MM-dd}");
        }

        return null;
    }

    private static Refusal? CheckPoints(ImmutableArray<VolatilityPoint> points)
    {
        if (points.IsDefaultOrEmpty || points.Length > MostPerDimension) return Bad("surface.points", $"from 1 to {MostPerDimension}");
        for (var i = 0; i < points.Length; i++)
        {
            if (!points[i].Strike.IsPositive || (i > 0 && points[i].Strike <= points[i - 1].Strike)) return Bad("surface.strike", "positive, ascending");
            if (!points[i].Volatility.IsPositive || points[i].Volatility > LargestVolatility) return Bad("surface.volatility", "above 0 and at most 10");
        }

        return null;
    }

    /// <summary>A strike at which calls do not fall, fall faster than the strike rises, or bend the wrong way: a spread or a butterfly would cost less than nothing.</summary>
    private static Price? FindButterfly(VolatilitySlice slice, double forward, DateTimeOffset at)
    {
        var years = YearsTo(slice.Expiry, at);
        var calls = slice.Points.Select(point => Black76.Price(OptionRight.Call, forward, point.Strike.ToDouble(), point.Volatility.ToDouble(), years, 1)).ToList();
        var slopeBefore = -1.0;
        for (var i = 1; i < calls.Count; i++)
        {
            var slope = (calls[i] - calls[i - 1]) / (slice.Points[i].Strike - slice.Points[i - 1].Strike).ToDouble();
            if (slope > Tolerance || slope < slopeBefore - Tolerance) return slice.Points[i].Strike;
            slopeBefore = slope;
        }

        return null;
    }

    /// <summary>A strike at which the later expiry has less total variance than the earlier: a calendar spread would cost less than nothing.</summary>
    private static Price? FindCalendar(VolatilitySlice near, VolatilitySlice far, DateTimeOffset at) => near.Points.Concat(far.Points)
        .Select(point => (Price?)point.Strike)
        .FirstOrDefault(strike => YearsTo(far.Expiry, at) * far.VarianceAt(strike!.Value.ToDouble()) < (YearsTo(near.Expiry, at) * near.VarianceAt(strike.Value.ToDouble())) - Tolerance);

    private static double YearsTo(DateTimeOffset expiry, DateTimeOffset at) => (expiry - at).TotalSeconds / SecondsPerYear;

    private static Refusal Bad(string field, string range) => new(RefusalCode.RequestInvalid) { Subject = field, Limit = range };

    private static Refusal Arbitrage(string where) => new(RefusalCode.SurfaceArbitrage) { Subject = where };
}
