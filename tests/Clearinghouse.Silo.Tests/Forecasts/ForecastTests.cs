using System.Collections.Immutable;
using Clearinghouse.Abstractions.Forecasts;
using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Forecasts;

/// <summary>Forecasts through the grains: a market follows them, and nothing that happens to a model lowers margin or stops clearing.</summary>
public sealed class ForecastTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int HistoryDays = 90;

    private static readonly MarketParameters Parameters = new() { Adaptive = new() { AnnouncementSeconds = 1 }, PriceMaxAgeSeconds = 30 * 86_400 };

    private readonly RegistryCopy _registry = new();
    private ClearingCluster _cluster = null!;
    private int _trades;

    public async ValueTask InitializeAsync() => _cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, new ClearingClusterSettings
    {
        Configuration = new Dictionary<string, string?>(ClearingClusterSettings.Clearing(), StringComparer.Ordinal)
        {
            ["Clearinghouse:Forecasts:RegistryFolder"] = _registry.Folder,
            ["Clearinghouse:Forecasts:PollMs"] = "50",
            ["Clearinghouse:Forecasts:ModelCheckMs"] = "0",
        },
    });

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _registry.Dispose();
    }

    [Fact]
    public async Task A_market_follows_the_champion_and_its_statements_say_how()
    {
        var floor = await OpenAsync("followed");
        var report = await NextBarAsync(floor, ForecastStep.Champion);
        Assert.Empty(report.Reasons);
        Assert.Null(report.Refusal);
        var snapshot = await InForceAsync(floor, report);
        Assert.Equal(snapshot.Adaptation!.Set!.InitialMarginRate, snapshot.Parameters.InitialMarginRate);
        Assert.Equal(report.Links!.ModelVersion, snapshot.Adaptation.Set.Links.ModelVersion);

        await ClearAsync(floor);
        await floor.SettledAsync();
        var statement = (await floor.Account(0).GetStatementAsync()).Margin!;
        var terms = Assert.Single(statement.Markets);
        Assert.Equal(snapshot.ParametersVersion, terms.ParametersVersion);
        Assert.Equal(snapshot.Adaptation.Set.Links, terms.Adaptation!.Set!.Links);
        Assert.Equal(Amount.Parse("100").Times(snapshot.Parameters.InitialMarginRate, Rounding.Ceiling), statement.Components.Single(part => part.Kind == MarginComponentKind.Rates).Initial);
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task Whatever_happens_to_the_model_margin_is_not_lowered_and_clearing_goes_on()
    {
        var floor = await OpenAsync("stubborn");
        var good = await InForceAsync(floor, await NextBarAsync(floor, ForecastStep.Champion));

        _registry.Corrupt();
        await PassedOverAsync("hash differs", ForecastStep.LogHar);
        _registry.Remove();
        await PassedOverAsync("missing", ForecastStep.LogHar);
        _registry.GoWild();
        await PassedOverAsync("too far apart", ForecastStep.LogHar);

        // No price for seven hours: the last bars are stale, whatever model stands ready.
        _registry.Mend();
        var before = (await floor.Market.GetSnapshotAsync())!.Parameters.InitialMarginRate;
        _cluster.Clock.Advance(TimeSpan.FromHours(7));
        var stale = await Eventually.AnswersAsync("stale bars", floor.Market.GetForecastAsync, report => report.Step == ForecastStep.LastGood);
        Assert.Contains("hours ago", stale.Reasons[^1], StringComparison.Ordinal);
        var raised = await InForceAsync(floor, stale);
        Assert.True(raised.Parameters.InitialMarginRate > before);
        await ClearAsync(floor);

        // And back, once a bar has ended again: the champion speaks, and may lower.
        await floor.ReportAsync(100m);
        var back = await NextBarAsync(floor, ForecastStep.Champion);
        Assert.True((await InForceAsync(floor, back)).Parameters.InitialMarginRate < raised.Parameters.InitialMarginRate);
        await _cluster.VerifyAsync();

        async Task PassedOverAsync(string why, ForecastStep step)
        {
            var report = await NextBarAsync(floor, step);
            Assert.Contains(report.Reasons, reason => reason.StartsWith("champion:", StringComparison.Ordinal) && reason.Contains(why, StringComparison.Ordinal));
            var snapshot = await floor.Market.GetSnapshotAsync();
            Assert.True(snapshot!.Parameters.InitialMarginRate >= good.Parameters.InitialMarginRate);
            await ClearAsync(floor);
        }
    }

    [Fact]
    public async Task What_was_learned_survives_the_loss_of_every_silo()
    {
        var floor = await OpenAsync("remembered");
        var before = await NextBarAsync(floor, ForecastStep.Champion);
        await _cluster.RestartAsync(kill: true);
        var after = await Eventually.AnswersAsync("forecast after a crash", floor.Market.GetForecastAsync, report => report.Days > 0);
        Assert.Equal((before.Days, before.Links), (after.Days, after.Links));
        Assert.Equal(before.Days, (await NextBarAsync(floor, ForecastStep.Champion)).Days);
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task A_market_without_a_past_keeps_its_own_parameters_and_one_without_the_policy_is_left_alone()
    {
        var floor = await TradingFloor.OpenAsync(_cluster, "newborn", parameters: Parameters);
        var report = await floor.Market.GetForecastAsync();
        Assert.Equal((ForecastStep.Static, null), (report.Step, report.Links));
        Assert.Equal(Parameters.InitialMarginRate, (await floor.Market.GetSnapshotAsync())!.Parameters.InitialMarginRate);
        var without = await TradingFloor.OpenAsync(_cluster, "unforecast");
        Assert.Contains("follows no forecasts", Assert.Single((await without.Market.GetForecastAsync()).Reasons), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => floor.Market.BackfillAsync(default));
    }

    [Fact]
    public async Task Governance_overrides_for_a_time()
    {
        var floor = await OpenAsync("governed");
        var followed = await InForceAsync(floor, await NextBarAsync(floor, ForecastStep.Champion));
        await floor.CreatedAsync(id => floor.Market.OverrideParametersAsync(id, "an exchange failed", initialMarginRate: 0.5m, expiresAt: _cluster.Clock.GetUtcNow().AddHours(1)));
        var overridden = (await floor.Market.GetSnapshotAsync())!;
        Assert.Equal((Ratio.FromDecimal(0.5m), "an exchange failed"), (overridden.Parameters.InitialMarginRate, overridden.Adaptation!.Override!.Reason));
        _cluster.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.AnswersAsync("the override expired", floor.Market.GetSnapshotAsync, snapshot => snapshot!.Parameters.InitialMarginRate == followed.Parameters.InitialMarginRate);
        await _cluster.VerifyAsync();
    }

    private async Task<TradingFloor> OpenAsync(string name)
    {
        var floor = await TradingFloor.OpenAsync(_cluster, name, parameters: Parameters);
        var outcome = await floor.Market.BackfillAsync(History());
        Assert.Equal((0, true), (outcome.Refused, outcome.Days >= HistoryDays - 1));
        return floor;
    }

    /// <summary>Lets half an hour pass and reports a price, so that a bar ends; waits until it is forecast.</summary>
    private async Task<ForecastReport> NextBarAsync(TradingFloor floor, ForecastStep step)
    {
        var before = (await floor.Market.GetForecastAsync()).Links?.AsOf;
        _cluster.Clock.Advance(TimeSpan.FromMinutes(30));
        await floor.ReportAsync(100m);
        return await Eventually.AnswersAsync($"a forecast by {step}", floor.Market.GetForecastAsync, report => report.Step == step && report.Links!.AsOf > before);
    }

    /// <summary>Lets the time of announcement pass and waits for the take-over.</summary>
    private async Task<MarketSnapshot> InForceAsync(TradingFloor floor, ForecastReport report)
    {
        _cluster.Clock.Advance(TimeSpan.FromSeconds(2));
        return (await Eventually.AnswersAsync("parameters taken over", floor.Market.GetSnapshotAsync, snapshot => snapshot?.Adaptation?.Set?.Links == report.Links))!;
    }

    private async Task ClearAsync(TradingFloor floor) => await floor.ClearedAsync(floor.Trade(++_trades));

    /// <summary>Half hours of a market that wanders around 100, up to the bar that is open now.</summary>
    private ImmutableArray<PriceBar> History()
    {
        const long barMs = MarketBars.BarSeconds * 1_000L;
        var (random, price) = (new Random(3), 100.0);
        var endMs = _cluster.Clock.GetUtcNow().ToUnixTimeMilliseconds() / barMs * barMs;
        return [.. Enumerable.Range(0, HistoryDays * 48).Select(i =>
        {
            var (open, close) = (price, price * Math.Exp(0.004 * ((2 * random.NextDouble()) - 1)));
            price = close;
            return new PriceBar(endMs - (((HistoryDays * 48) - i) * barMs), At(open), At(Math.Max(open, close)), At(Math.Min(open, close)), At(close));
        })];
    }

    private static Price At(double price) => Price.FromDouble(price, Rounding.HalfEven);
}
