using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Registry;
using Clearinghouse.Forecasting.Tests.Evaluation;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Registry;

/// <summary>The models in the repository can be used by this program, and are what training gives.</summary>
public sealed class ShippedModelTests(RecordedMarkets markets) : IClassFixture<RecordedMarkets>
{
    private static readonly ModelRegistry Shipped = new(Path.Combine(SourceTree.Root, "ml-models"));

    [Fact]
    public void Every_shipped_model_is_what_its_manifest_says()
    {
        Assert.NotEmpty(Shipped.List());
        Assert.All(Shipped.List(), manifest => Shipped.Load(manifest.Model, manifest.Version));
    }

    [Fact]
    public void Training_on_the_recorded_bars_gives_the_newest_shipped_model()
    {
        var newest = Shipped.List().MaxBy(manifest => manifest.Data.Max(data => data.LastDay))!;
        var known = markets.Panel.KnownThrough(markets.Panel.LastDayMs - (newest.Options.HoldOutDays * DayGrid.DayMs));
        var trained = TrainedModel.From(PooledLogHarModel.FitOn(known)!);
        var shipped = Shipped.Load(newest.Model, newest.Version);

        // Logarithms differ in the last digit between processors, and near-collinear ranges magnify it.
        Assert.All(trained.Coefficients.Zip(shipped.Coefficients), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.Equal(shipped.Smearing, trained.Smearing, 1e-6);
    }
}
