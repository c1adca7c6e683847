using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Tests.Adaptation;

/// <summary>Forecasts for tests.</summary>
internal static class Forecasts
{
    /// <summary>A forecast that asks for a margin; every other number follows it at the ratios of a quiet day.</summary>
    internal static ForecastLinks Asking(double margin, DateTimeOffset asOf, ForecastStep step = ForecastStep.Champion)
    {
        var posted = margin / 2.4;
        return new ForecastLinks
        {
            ModelVersion = "test/1",
            Step = step,
            AsOf = asOf,
            ForecastVolatility = Share(posted * 0.6),
            PeakVolatility = Share(posted * 0.7),
            LongRunVolatility = Share(posted),
            BlendedVolatility = Share(posted * 0.8),
            FlooredVolatility = Share(posted * 0.8),
            BufferedVolatility = Share(posted),
            PostedVolatility = Share(posted),
            QuantileLong = Ratio.FromPpm(2_400_000),
            QuantileShort = Ratio.FromPpm(2_100_000),
            MarginLong = Share(margin),
            MarginShort = Share(margin * 0.9),
        };
    }

    private static Ratio Share(double value) => Ratio.FromPpm((long)Math.Round(value * 1e6));
}
