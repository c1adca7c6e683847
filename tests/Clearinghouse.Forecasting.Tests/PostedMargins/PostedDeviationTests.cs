using Clearinghouse.Forecasting.PostedMargins;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.PostedMargins;

/// <summary>Each link of the chain does what its name says, on numbers that can be checked by hand.</summary>
public sealed class PostedDeviationTests
{
    private const double LongRun = 0.0016;
    private const double LongRunDeviation = 0.04;

    private static readonly PostedMarginTerms Terms = new(ForecastWeight: 0.5, FloorFraction: 0.7, BufferFraction: 0.25, FallPerDayMax: 0.05);

    [Fact]
    public void The_blend_is_the_geometric_mean_of_the_variances()
    {
        var links = PostedDeviation.Next(null, forecastVariance: 0.0036, LongRun, Terms);

        Assert.Equal(Math.Sqrt(0.06 * LongRunDeviation), links.Blended, 12);
        Assert.Equal((links.Blended, 1.25 * links.Blended), (links.Floored, links.Posted));
    }

    [Fact]
    public void A_calm_forecast_is_held_up_by_the_floor() =>
        Assert.Equal(0.7 * LongRunDeviation, PostedDeviation.Next(null, forecastVariance: 1e-6, LongRun, Terms).Floored, 12);

    [Fact]
    public void The_buffer_is_used_up_before_anything_rises()
    {
        var calm = PostedDeviation.Next(null, LongRun, LongRun, Terms);
        var higher = PostedDeviation.Next(calm, LongRun * 1.2 * 1.2, LongRun, Terms);
        var storm = PostedDeviation.Next(higher, LongRun * 16, LongRun, Terms);

        Assert.Equal(calm.Posted, higher.Posted, 12);
        Assert.Equal(storm.Blended, storm.Posted, 12);
        Assert.True(storm.Posted > 1.5 * calm.Posted);
    }

    [Fact]
    public void It_falls_by_no_more_than_the_limit_and_rises_at_once()
    {
        var storm = PostedDeviation.Next(null, LongRun * 16, LongRun, Terms);
        var calm = PostedDeviation.Next(storm, LongRun, LongRun, Terms);

        Assert.Equal(0.95 * storm.Posted, calm.Posted, 12);
        Assert.Equal(LongRunDeviation * 10, PostedDeviation.Next(calm, LongRun * 10_000, LongRun, Terms).Posted, 12);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public void A_variance_that_is_not_positive_is_refused(double forecast, double longRun) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PostedDeviation.Next(null, forecast, longRun, Terms));
}
