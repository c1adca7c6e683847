using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Clearinghouse.Abstractions.Forecasts;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Forecasting.Serving;
using Clearinghouse.MarketData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Grains.Forecasts;

/// <summary>
/// Forecasts one market. Thin: <see cref="MarketForecaster"/> says what is forecast, and the market what it makes of it. A bar is remembered before what follows from it is announced; whatever fails is tried again at the next bar or look.
/// </summary>
[GrainType("forecast")]
public sealed class ForecastGrain : Grain, IForecastFeed
{
    private readonly ModelSource _models;
    private readonly TimeProvider _clock;
    private readonly ForecastOptions _options;
    private readonly ILogger _logger;
    private readonly IPersistentState<ForecastMemory> _memory;
    private MarketForecaster? _forecaster;
    private PanelFactor? _panel;
    private PoolId? _pool;
    private ForecastLinks? _announced;
    private Refusal? _refusal;

    /// <summary>Forecasts over what the silo provides.</summary>
    public ForecastGrain(
        ModelSource models,
        [FromKeyedServices(ClearingClock.Key)] TimeProvider clock,
        IOptions<ForecastOptions> options,
        ILogger<ForecastGrain> logger,
        [PersistentState("forecast", GrainStorageNames.Cold)] IPersistentState<ForecastMemory> memory) =>
        (_models, _clock, _options, _logger, _memory) = (models, clock, options.Value, logger, memory);

    private MarketId Market => MarketId.Create(this.GetPrimaryKeyString());

    private IMarketGrain MarketGrain => GrainFactory.GetGrain<IMarketGrain>(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Kept alive: a market from which nothing more is heard must be found stale, and nobody else would look.
        var period = TimeSpan.FromMilliseconds(_options.PollMs);
        this.RegisterGrainTimer(Wake, new GrainTimerCreationOptions(period, period) { KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Wake()
    {
        try
        {
            await Update();
        }
        catch (Exception error)
        {
            _logger.LogWarning(error, "forecast/{Market}: the market or the memory did not answer; its bars are asked for again", Market);
        }
    }

    /// <inheritdoc/>
    public async Task<ForecastReport> GetForecast()
    {
        await Update();
        var now = _clock.GetUtcNow();
        var reading = _forecaster?.Read(now) ?? new ForecastReading { Step = ForecastStep.Static, ModelVersion = "static", Reasons = ["The market follows no forecasts."] };
        return new ForecastReport
        {
            Market = Market,
            Step = reading.Step,
            ModelVersion = reading.ModelVersion,
            Reasons = [.. reading.Reasons],
            Links = reading.ToLinks(),
            AgeSeconds = (now - reading.AsOf)?.TotalSeconds,
            Days = reading.Days,
            MissingBars = _forecaster?.MissingBars ?? 0,
            ChallengerDailyVolatility = reading.ChallengerVariance is { } variance ? Math.Sqrt(variance) : null,
            Drift = [.. reading.Drift.Texts],
            Qlike = reading.Drift.Qlike,
            EwmaQlike = reading.Drift.EwmaQlike,
            ChallengerQlike = reading.Drift.ChallengerQlike,
            Breaches = Math.Max(reading.Drift.BreachesLong, reading.Drift.BreachesShort),
            Refusal = _refusal,
        };
    }

    /// <inheritdoc/>
    public async Task<BackfillOutcome> Backfill(ImmutableArray<PriceBar> bars)
    {
        if (bars.IsDefault || bars.Length > IForecastGrain.MostBars) throw new ArgumentException($"One call brings at most {IForecastGrain.MostBars} bars.", nameof(bars));
        var answer = await MarketGrain.GetBars(0);
        var known = _forecaster ??= Remember(answer);
        var refused = 0;

        // Seconds of arithmetic, away from the threads that grains run on.
        var filled = await Task.Run(() =>
        {
            var anew = new MarketForecaster(TermsOf(answer));
            foreach (var bar in bars.Concat(answer.Bars))
                if (anew.Take(ToBar(bar), _models.Current(), null) is not BarRefusal.None) refused++;
            return anew;
        });
        if (filled.DaysCounted <= known.DaysCounted) return new BackfillOutcome(0, refused, known.DaysCounted);
        _forecaster = filled;
        await Save(filled);
        await Update();
        return new BackfillOutcome(bars.Length - refused, refused, filled.DaysCounted);
    }

    private async Task Update()
    {
        var after = _forecaster is { } running ? running.NextOpenMs - 1 : 0;
        var answer = await MarketGrain.GetBars(after);
        _pool = answer.Pool;
        if (!answer.FollowsForecasts) return;
        if (_forecaster is null)
        {
            _forecaster = Remember(answer);
            answer = await MarketGrain.GetBars(_forecaster.NextOpenMs - 1);
        }

        var taken = 0;
        foreach (var bar in answer.Bars)
        {
            var refusal = _forecaster.Take(ToBar(bar), _models.Current(), _panel);
            if (refusal == BarRefusal.None) taken++;
            else _logger.LogWarning("forecast/{Market}: the bar of {OpenTimeMs} was not taken: {Refusal}", Market, bar.OpenTimeMs, refusal);
        }

        if (taken > 0)
        {
            await Save(_forecaster);
            await ReportStanding(_forecaster.Read(_clock.GetUtcNow()));
        }

        await Announce(_forecaster.Read(_clock.GetUtcNow()));
    }

    private async Task ReportStanding(ForecastReading reading)
    {
        if (reading is not { Factor: { } factor, AsOf: { } asOf } || _pool is not { } pool) return;
        var mean = await GrainFactory.GetGrain<IForecastPanel>(pool.Value).Report(Market, asOf, new MarketStanding(factor.Day, factor.Week, factor.Month));
        _panel = new PanelFactor(mean.Day, mean.Week, mean.Month);
    }

    /// <summary>Says what is new; the same again only before the market would find it stale. Its id is made of the bar and the step, so that a repetition after a crash is one.</summary>
    private async Task Announce(ForecastReading reading)
    {
        if (reading.ToLinks() is not { } links || !IsNews(links)) return;
        var number = (links.AsOf.ToUnixTimeSeconds() * 10) + (int)links.Step;
        var header = new CommandHeader(AdaptivePolicy.NodeForecasts, CommandId.Create($"forecast-{number}"), number);
        var outcome = await MarketGrain.Announce(new AnnounceParameters(header, links));
        if (_refusal?.Code != outcome.Refusal?.Code && outcome.Refusal is { } refusal) _logger.LogWarning("forecast/{Market}: the market refused {Model}: {Refusal}", Market, links.ModelVersion, refusal);
        if (_announced?.Step != links.Step) _logger.LogInformation("forecast/{Market}: {Model} speaks. {Reasons}", Market, links.ModelVersion, string.Join(' ', reading.Reasons));
        (_announced, _refusal) = (links, outcome.Refusal);
    }

    private bool IsNews(ForecastLinks links)
    {
        if (_announced is not { } last) return true;
        if (links.AsOf == last.AsOf) return links.Step > last.Step;
        return links with { AsOf = last.AsOf } != last || links.AsOf - last.AsOf >= TimeSpan.FromSeconds(_options.RepeatSeconds);
    }

    private MarketForecaster Remember(IndexBars answer)
    {
        if (_memory.State.Forecaster is not { } bytes) return new MarketForecaster(TermsOf(answer));
        try
        {
            using var unpacked = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
            return MarketForecaster.FromState(JsonSerializer.Deserialize<ForecasterState>(unpacked)!, TermsOf(answer));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or InvalidDataException or ArgumentException)
        {
            // What is forecast can be learned again; a market without its past asks for more margin, not for less.
            _logger.LogError(error, "forecast/{Market}: its memory cannot be read; the market is learned anew", Market);
            return new MarketForecaster(TermsOf(answer));
        }
    }

    private async Task Save(MarketForecaster forecaster)
    {
        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) JsonSerializer.Serialize(packing, forecaster.ToState());
        _memory.State.Forecaster = packed.ToArray();
        await _memory.WriteStateAsync();
    }

    private static ServingTerms TermsOf(IndexBars answer) => new() { BarSeconds = MarketBars.BarSeconds, PriorDailyVolatility = answer.OwnDailyVolatility.ToDouble() };

    private static Bar ToBar(PriceBar bar) => new(bar.OpenTimeMs, bar.Open, bar.High, bar.Low, bar.Close, Volume: 0);
}
