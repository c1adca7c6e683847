using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Registry;
using Clearinghouse.Forecasting.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Registry;

/// <summary>What is stored forecasts as what was trained, twice the same, and damage is seen.</summary>
public sealed class ModelRegistryTests : IDisposable
{
    private const int WarmUpDays = 150;

    private readonly string _folder = Directory.CreateTempSubdirectory("clearinghouse-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Training_twice_gives_the_same_version() => Assert.Equal(ModelRegistry.VersionOf(TrainedModel.From(Fit(Panel()))), ModelRegistry.VersionOf(TrainedModel.From(Fit(Panel()))));

    [Fact]
    public void Other_bars_give_another_version() => Assert.NotEqual(ModelRegistry.VersionOf(TrainedModel.From(Fit(Panel()))), ModelRegistry.VersionOf(TrainedModel.From(Fit(Panel(days: 241)))));

    [Fact]
    public void A_stored_model_forecasts_as_the_trained_one_to_the_last_bit()
    {
        var (panel, manifest) = (Panel(), Store());

        var loaded = new ModelRegistry(_folder).Load(manifest.Model, manifest.Version).ToForecaster();

        Assert.Equal(Fit(panel).Forecast(panel, 1), loaded.Forecast(panel, 1));
    }

    [Fact]
    public void A_version_is_stored_once_and_listed()
    {
        var first = Store();
        var (second, isNew) = Add();

        Assert.False(isNew);
        Assert.Equal(first.ModelSha256, second.ModelSha256);
        Assert.Equal([first.Version], new ModelRegistry(_folder).List().Select(version => version.Version));
        Assert.Equal(["card.md", "manifest.json", "metrics.json", "model.json", "report.html"], Directory.GetFiles(Place(first)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_changed_model_is_refused()
    {
        var manifest = Store();
        var path = Path.Combine(Place(manifest), "model.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"smearing\": 1", "\"smearing\": 2", StringComparison.Ordinal));

        Assert.Contains("hash", Refusal(manifest.Version), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_model_is_refused()
    {
        var manifest = Store();
        File.Delete(Path.Combine(Place(manifest), "model.json"));

        Assert.Contains("missing", Refusal(manifest.Version), StringComparison.Ordinal);
        Assert.Contains("no version", Refusal("000000000000"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{ "schema": "clearinghouse.volatility-model/1", "model": "log-har-x-pooled", "regressors": ["RV1"], "coefficients": [1, 2], "smearing": 1 }""")]
    public void A_file_that_is_no_model_of_ours_is_refused(string content) => Assert.Throws<ModelRegistryException>(() => TrainedModel.Parse(System.Text.Encoding.UTF8.GetBytes(content)));

    private static PooledLogHarForecaster Fit(VolatilityPanel panel) => PooledLogHarModel.FitOn(panel)!;

    private static VolatilityPanel Panel(int days = 240) =>
        new(DayHistory.From(RandomBars.Of(1, days, "AAA", hoursPerBar: 6)), DayHistory.From(RandomBars.Of(2, days, "BBB", hoursPerBar: 6)));

    private ModelManifest Store() => Add().Manifest;

    private (ModelManifest Manifest, bool IsNew) Add()
    {
        var training = ModelTraining.Run(Panel(), ["00", "01"], new(WarmUpDays, HoldOutDays: 0));
        return new ModelRegistry(_folder).Add(training, new("1.0", "test"), parent: null, manifest => $"<html>{manifest.Version}</html>");
    }

    private string Place(ModelManifest manifest) => Path.Combine(_folder, manifest.Model, manifest.Version);

    private string Refusal(string version) => Assert.Throws<ModelRegistryException>(() => new ModelRegistry(_folder).Load("log-har-x-pooled", version)).Message;
}
