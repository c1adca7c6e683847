using System.Text.Json;
using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>Models and margin rules on files of bars.</summary>
public sealed class ForecastingTests : IDisposable
{
    private const int BarsPerDay = 48;

    /// <summary>Of 200 days of hours 190 are warm-up.</summary>
    private const int ScoredDays = 10;

    private readonly BarsOnDisk _bars = new();

    public void Dispose() => _bars.Dispose();

    [Fact]
    public async Task Evaluate_PrintsEveryFigureOfTheModelsAskedFor()
    {
        var run = await Run("model", "evaluate", "--bars", Bars("BTC", 160), "--bars", Bars("ETH", 150), "--models", "ewma-94", "log-har", "--warm-up-days", "100", "--json");

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Line));
        Assert.Equal("clearinghouse.model-evaluate/1", run.Json.GetProperty("schema").GetString());
        Assert.Equal(["ewma-94", "har", "log-har"], run.Json.GetProperty("means").EnumerateArray().Select(mean => mean.GetProperty("model").GetString()!).Order(StringComparer.Ordinal));
        var market = run.Json.GetProperty("markets").EnumerateArray().First();
        Assert.Equal("BTC", market.GetProperty("symbol").GetString());
        Assert.All(market.GetProperty("scores").EnumerateArray(), score =>
        {
            Assert.True(score.GetProperty("qlike").GetDouble() >= 0);
            Assert.Equal(JsonValueKind.Number, score.GetProperty("calibration").GetProperty("slope").ValueKind);
            Assert.Equal(score.GetProperty("model").GetString() != "har", score.TryGetProperty("qlikeAgainstReference", out _));
        });
    }

    [Fact]
    public async Task Evaluate_OfAPriceThatNeverMoves_StillAnswers()
    {
        var flat = _bars.Write("flat.csv", 160 * BarsPerDay, 100, (_, line) => line[..line.IndexOf(',', StringComparison.Ordinal)] + ",1,1,1,1,0");
        var run = await Run("model", "evaluate", "--bars", $"USD={flat}", "--models", "ewma-94", "log-har-x", "--warm-up-days", "100", "--json");

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Line));
    }

    [Fact]
    public async Task Evaluate_ForAPerson_IsATablePerMarketAndOneOfAll()
    {
        var run = await Run("model", "evaluate", "--bars", Bars("BTC", 160), "--models", "ewma-94", "--warm-up-days", "100");

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Contains("QLIKE, one day ahead", run.Data, StringComparison.Ordinal);
        Assert.Contains("har (reference)", run.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_TestsEveryRuleLongAndShort()
    {
        var run = await Run("backtest", "--bars", Bars("BTC", 420), "--level", "0.95", "--horizon", "1d", "--warm-up-days", "350", "--json");

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Line));
        var positions = run.Json.GetProperty("positions").EnumerateArray().ToList();
        Assert.Equal(["Long", "Short"], positions.Select(position => position.GetProperty("side").GetString()));
        Assert.All(positions.SelectMany(position => position.GetProperty("scores").EnumerateArray()), score =>
        {
            Assert.Equal(70, score.GetProperty("days").GetInt32());
            Assert.True(score.GetProperty("pinballBasisPoints").GetDouble() > 0);
            Assert.Equal(3, score.GetProperty("procyclicality").GetProperty("largestRises").GetArrayLength());
        });
        Assert.Contains("fhs-geo(log-har-x, lr)", run.Json.GetProperty("means").EnumerateArray().Select(mean => mean.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task Backtest_OfHours_ScoresEveryHourAfterTheWarmUp()
    {
        string[] args = ["backtest", "--bars", Bars("BTC", 200), "--level", "0.95", "--horizon", "1h", "--warm-up-days", "190"];
        var (run, table) = (await Run([.. args, "--json"]), await Run(args));

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Line));
        Assert.Equal("1h", run.Json.GetProperty("horizon").GetString());
        Assert.All(run.Json.GetProperty("positions").EnumerateArray().SelectMany(position => position.GetProperty("scores").EnumerateArray()), score =>
        {
            Assert.Equal((ScoredDays, 24 * ScoredDays), (score.GetProperty("days").GetInt32(), score.GetProperty("hours").GetInt32()));
            Assert.Equal(3, score.GetProperty("procyclicality").GetProperty("largestRises").GetArrayLength());
            Assert.False(score.TryGetProperty("trafficLight", out _));
        });
        Assert.Contains("fhs-geo(log-har-gk, lr)", run.Json.GetProperty("means").EnumerateArray().Select(mean => mean.GetProperty("model").GetString()));
        Assert.Contains("one hour, 95 %", table.Data, StringComparison.Ordinal);
        Assert.Contains("1/24/168 hours", table.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_OfHours_NeedsBarsOfAnHourOrLess()
    {
        var coarse = _bars.Write("coarse.csv", 4 * BarsPerDay, 100, (i, line) => $"{BarsOnDisk.StartMs + (i * 7_200_000L)}{line[line.IndexOf(',', StringComparison.Ordinal)..]}");
        var run = await Run("backtest", "--bars", $"BTC={coarse}", "--horizon", "1h");

        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("needs bars of an hour", run.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_StoresAVersion_ThatVerifies_UntilItIsChanged()
    {
        var registry = _bars.Path("models");
        string[] train = ["model", "train", "--bars", Bars("BTC", 160), "--registry", registry, "--warm-up-days", "100", "--hold-out-days", "30", "--json"];
        var (first, second) = (await Run(train), await Run(train));

        Assert.Equal((ExitCodes.Done, ""), (first.ExitCode, first.Line));
        Assert.Equal((true, false), (first.Json.GetProperty("isNew").GetBoolean(), second.Json.GetProperty("isNew").GetBoolean()));
        var version = first.Json.GetProperty("manifest").GetProperty("version").GetString()!;
        Assert.Contains(version, (await Run("model", "list", "--registry", registry)).Data, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, (await Run("model", "verify", "--registry", registry)).ExitCode);

        await File.AppendAllTextAsync(Path.Combine(registry, "log-har-x-pooled", version, "model.json"), " ", TestContext.Current.CancellationToken);
        var damaged = await Run("model", "verify", "--registry", registry);

        Assert.Equal(ExitCodes.VerificationFailed, damaged.ExitCode);
        Assert.Contains("hash", damaged.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_AreRefusedShownComparedAndRolledBack()
    {
        var registry = _bars.Path("models");
        foreach (var days in new[] { 160, 161 }) await Run("model", "train", "--bars", Bars("BTC", days), "--registry", registry, "--warm-up-days", "100", "--hold-out-days", "30");
        var versions = Directory.GetDirectories(Path.Combine(registry, "log-har-x-pooled")).Select(Path.GetFileName).ToList();

        var refused = await Run("model", "promote", versions[0]!, "--registry", registry, "--reason", "new", "--json");
        foreach (var version in versions) Assert.Equal(ExitCodes.Done, (await Run("model", "promote", version!, "--registry", registry, "--alias", "challenger", "--reason", "watch")).ExitCode);
        var compared = await Run("model", "compare", versions[0]!, "challenger", "--registry", registry, "--json");
        var back = await Run("model", "rollback", "--registry", registry, "--alias", "challenger", "--reason", "worse", "--json");
        var shown = await Run("model", "show", "challenger", "--registry", registry, "--json");

        Assert.Equal(ExitCodes.GateFailed, refused.ExitCode);
        Assert.NotEmpty(refused.Json.GetProperty("reasons").EnumerateArray());
        Assert.Contains("is not promoted", refused.Line, StringComparison.Ordinal);
        Assert.Contains(compared.Json.GetProperty("figures").EnumerateArray(), figure => figure.GetProperty("figure").GetString() == "hold-out QLIKE, mean");
        Assert.Equal(versions[0], back.Json.GetProperty("change").GetProperty("version").GetString());
        Assert.Equal(versions[0], shown.Json.GetProperty("manifest").GetProperty("version").GetString());
        Assert.Equal(2, shown.Json.GetProperty("changes").GetArrayLength());
    }

    [Fact]
    public async Task Evaluate_OfSeveralDays_ComparesDirectFitsWithStretchedOnes()
    {
        var run = await Run("model", "evaluate", "--bars", Bars("BTC", 200), "--horizon", "3d", "--warm-up-days", "100", "--models", "log-har", "log-har-x", "log-har-x-scaled", "--json");
        Assert.True(run.ExitCode == ExitCodes.Done, run.Talk);
        Assert.Equal("3d", run.Json.GetProperty("horizon").GetString());
        var market = run.Json.GetProperty("markets")[0];
        Assert.Equal(200 - 100 - 2, market.GetProperty("periods").GetInt32());
        Assert.Contains("log-har-x-scaled", market.GetProperty("scores").EnumerateArray().Select(score => score.GetProperty("model").GetString()));
    }

    [Theory]
    [InlineData("SYMBOL=FILE", "model", "evaluate", "--bars", "BTC")]
    [InlineData("twice", "model", "evaluate", "--bars", "BTC=x.csv", "BTC=y.csv")]
    [InlineData("no-such-file.csv", "model", "evaluate", "--bars", "BTC=no-such-file.csv")]
    [InlineData("'gut-feeling'", "model", "evaluate", "--bars", "BTC=x.csv", "--models", "gut-feeling")]
    [InlineData("--warm-up-days must be", "model", "evaluate", "--bars", "BTC=x.csv", "--warm-up-days", "1")]
    [InlineData("--warm-up-days must be", "backtest", "--bars", "BTC=x.csv", "--warm-up-days", "1")]
    [InlineData("--horizon takes 1h, 1d, or days", "model", "evaluate", "--bars", "BTC=x.csv", "--horizon", "1w")]
    [InlineData("days up to 30d", "model", "evaluate", "--bars", "BTC=x.csv", "--horizon", "31d")]
    [InlineData("days up to 30d", "model", "evaluate", "--bars", "BTC=x.csv", "--horizon", "d")]
    [InlineData("there are", "model", "evaluate", "--bars", "BTC=x.csv", "--models", "log-har-x-scaled")]
    [InlineData("for hours there are", "model", "evaluate", "--bars", "BTC=x.csv", "--horizon", "1h", "--models", "harq")]
    [InlineData("--warm-up-days must be from 30", "model", "evaluate", "--bars", "BTC=x.csv", "--horizon", "1h", "--warm-up-days", "5")]
    [InlineData("--hold-out-days must be", "model", "train", "--bars", "BTC=x.csv", "--hold-out-days", "5")]
    [InlineData("There is no version 'best'", "model", "show", "best", "--registry", "no-such-folder")]
    [InlineData("No version is the champion", "model", "show", "--registry", "no-such-folder")]
    [InlineData("--level must be", "backtest", "--bars", "BTC=x.csv", "--level", "99")]
    [InlineData("--horizon takes 1d or 1h", "backtest", "--bars", "BTC=x.csv", "--horizon", "1w")]
    [InlineData("--warm-up-days must be from 167", "backtest", "--bars", "BTC=x.csv", "--horizon", "1h", "--warm-up-days", "100")]
    [InlineData("--warm-up-days must be from 300", "backtest", "--bars", "BTC=x.csv", "--warm-up-days", "200")]
    public async Task WrongOptions_GetOneLine(string expected, params string[] args)
    {
        var run = await Run(args);

        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(expected, run.Line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Line);
    }

    [Theory]
    [InlineData(0.5, "no whole day")]
    [InlineData(80, "can be scored")]
    public async Task Evaluate_OfAShortFile_AsksForALongerOne(double days, string expected)
    {
        var run = await Run("model", "evaluate", "--bars", Bars("BTC", days), "--models", "har", "--warm-up-days", "100");

        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(expected, run.Line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Line);
    }

    [Fact]
    public async Task Backtest_OfAShortFile_AsksForALongerOne()
    {
        var run = await Run("backtest", "--bars", Bars("BTC", 200));

        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("longer file", run.Line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Line);
    }

    private string Bars(string symbol, double days) => $"{symbol}={_bars.Write(symbol + ".csv", (int)(days * BarsPerDay), 100)}";

    private static Task<CliRun> Run(params string[] args) => CliRun.Of(args, TestContext.Current.CancellationToken);
}
