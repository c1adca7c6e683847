using Clearinghouse.Forecasting.Serving;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Clearinghouse.MarketData;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Serving;

/// <summary>Models and markets for tests of serving.</summary>
internal static class ServingFixture
{
    internal static readonly ServingTerms TwoHours = new() { BarSeconds = 7_200 };

    internal static readonly ServingModels NoModel = new(null, "there is none");

    /// <summary>The champion that the repository ships.</summary>
    internal static ServingModel Shipped { get; } = new ModelSource(Path.Combine(SourceTree.Root, "ml-models"), TimeProvider.System, TimeSpan.Zero).Current().Champion!;

    internal static ServingModels ShippedModels => new(Shipped);

    /// <summary>The shipped model, so many times too high.</summary>
    internal static ServingModel Times(double factor, string version = "test/wild") => new(version, Shipped.Forecaster with { Smearing = Shipped.Forecaster.Smearing * factor });

    internal static MarketForecaster Fed(BarSeries series, ServingModels models, ServingTerms? terms = null)
    {
        var forecaster = new MarketForecaster(terms ?? TwoHours);
        foreach (var bar in series.Bars) Assert.Equal(BarRefusal.None, forecaster.Take(bar, models, null));
        return forecaster;
    }

    internal static DateTimeOffset Now(this MarketForecaster forecaster) => DateTimeOffset.FromUnixTimeMilliseconds(forecaster.NextOpenMs);

    internal static ForecastReading Read(this MarketForecaster forecaster) => forecaster.Read(forecaster.Now());
}
