using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Adaptation.Forecasts;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Adaptation;

/// <summary>A market whose parameters follow forecasts: announcements, take-overs, ramps, overrides, stale forecasts.</summary>
public sealed class MarketAdaptationTests
{
    private const int Announcement = 300;
    private const int Ramp = 86_400;
    private const int MaxAge = 10 * 86_400;

    private static readonly MarketParameters Parameters = new()
    {
        Adaptive = new() { MaxAgeSeconds = MaxAge },
        Breaker = new() { Windows = [] },
        PriceMaxAgeSeconds = 30 * 86_400,
        Risk = new() { Tiers = [new(A("1000"), R("0.2"), R("0.1"))] },
    };

    private readonly MarketBuilder _market = MarketBuilder.Trading(Parameters);
    private int _commands;

    private MarketSnapshot Snapshot => _market.Ledger.Snapshot!;

    [Fact]
    public void UntilTheFirstForecast_TheMarketsOwnParametersHold()
    {
        Assert.Equal((R("0.1"), R("0.05"), R("0.04")), Levels());
        Assert.Equal((1, null), (Snapshot.ParametersVersion, Snapshot.Adaptation!.Set));
    }

    [Fact]
    public void ARise_HoldsForNewRiskAtTheAnnouncedTime_AndForMaintenanceAlongTheRamp()
    {
        Announce(0.18);
        Assert.Equal((R("0.1"), R("0.05"), R("0.04")), Levels());
        Assert.Equal(_market.Now.AddSeconds(Announcement), Snapshot.Adaptation!.Announced!.EffectiveAt);

        var announced = _market.Ledger.ParametersVersion;
        LapseIn(Announcement);
        Assert.Equal((R("0.18"), R("0.05"), R("0.04")), Levels());
        Assert.Equal((announced, "test/1"), (Snapshot.ParametersVersion, Snapshot.Adaptation!.Set!.Links.ModelVersion));
        Assert.Equal(_market.Now.AddSeconds(Ramp), Snapshot.Adaptation.RampEndsAt);

        // Posted volatility is 0.075; in one change it rises by a third at most, and what is missing stands in initial margin.
        LapseIn(Ramp / 2);
        Assert.Equal((R("0.18"), R("0.07"), R("0.046667")), Levels());
        Assert.Equal(0.075 / 0.046667, 1 + Snapshot.Adaptation.VolatilityAddOn.ToDouble(), 1e-5);
        LapseIn(Ramp / 2);
        Assert.Equal((R("0.18"), R("0.09"), R("0.053334")), Levels());

        // Where one change was not allowed to lead all the way, the next ramp begins where it ended.
        LapseIn(Ramp);
        Assert.Equal((R("0.18"), R("0.09"), R("0.071112")), Levels());
        LapseIn(Ramp);
        Assert.Equal((R("0.18"), R("0.09"), R("0.075")), Levels());
        Assert.Equal(Ratio.Zero, Snapshot.Adaptation.VolatilityAddOn);
    }

    [Fact]
    public void AFall_HoldsAtOnce_AndTiersKeepTheirProportion()
    {
        Announce(0.06);
        LapseIn(Announcement);
        Assert.Equal((R("0.06"), R("0.03"), R("0.025")), Levels());
        Assert.Equal((R("0.12"), R("0.06")), (Snapshot.Parameters.Risk!.Tiers[0].InitialMarginRate, Snapshot.Parameters.Risk.Tiers[0].MaintenanceMarginRate));

        // 8 deviations of an hour, 0.025 ÷ √24 each; the market's own band of 10 % would be wider.
        Assert.Equal(R("0.040825"), Snapshot.Parameters.PriceBand);
    }

    [Fact]
    public void ThePeakOfTheWeek_TightensLeverage_AndNotMaintenanceBeyondItsShare()
    {
        _market.Do(AdaptationDecider.Decide(_market.Ledger, new AnnounceParameters(Header("peak", 5, "forecasts"), Asking(0.12, _market.Now) with { PeakMargin = R("0.16") }), _market.Now));
        LapseIn(Announcement);
        Assert.Equal((R("0.16"), R("0.05"), R("0.05")), (Snapshot.Parameters.InitialMarginRate, Snapshot.Parameters.MaintenanceMarginRate, Snapshot.Adaptation!.Set!.DailyVolatility));
    }

    [Theory]
    [InlineData(0.001, "0.04")]
    [InlineData(0.99, "0.6")]
    public void RatesStayWithinThePolicysBounds(double asked, string expected)
    {
        Announce(asked);
        LapseIn(Announcement);
        Assert.Equal(R(expected), Snapshot.Parameters.InitialMarginRate);
    }

    [Theory]
    [InlineData(ForecastStep.LogHar)]
    [InlineData(ForecastStep.BlendedEwma)]
    [InlineData(ForecastStep.LastGood)]
    public void AForecastThatIsNotTheChampions_RaisesAndNeverLowers(ForecastStep step)
    {
        Announce(0.06, step);
        LapseIn(Announcement);
        Assert.Equal((R("0.1"), R("0.05"), R("0.04")), Levels());
        Announce(0.14, step);
        LapseIn(Announcement);
        Assert.Equal(R("0.14"), Snapshot.Parameters.InitialMarginRate);
    }

    [Fact]
    public void InOneChange_MaintenanceDoesNotPassTheInitialMarginBeforeIt()
    {
        Announce(0.5);
        LapseIn(Announcement);
        LapseIn(Ramp);
        Assert.Equal((R("0.5"), R("0.1")), (Snapshot.Parameters.InitialMarginRate, Snapshot.Parameters.MaintenanceMarginRate));
        LapseIn(Ramp);
        Assert.Equal(R("0.25"), Snapshot.Parameters.MaintenanceMarginRate);
    }

    [Fact]
    public void AStaleForecast_RaisesInitialMargin_UntilTheNextOne()
    {
        Announce(0.12);
        LapseIn(Announcement);
        LapseIn(MaxAge);
        Assert.Equal((R("0.15"), true), (Snapshot.Parameters.InitialMarginRate, Snapshot.Adaptation!.IsStale));
        Announce(0.12);
        LapseIn(Announcement);
        Assert.Equal((R("0.12"), false), (Snapshot.Parameters.InitialMarginRate, Snapshot.Adaptation!.IsStale));
    }

    [Fact]
    public void AnOverride_StandsWithItsReason_UntilItExpiresOrIsWithdrawn()
    {
        Announce(0.12);
        LapseIn(Announcement);
        Override("0.3", 7_200);
        Assert.Equal((R("0.3"), "an exchange failed"), (Snapshot.Parameters.InitialMarginRate, Snapshot.Adaptation!.Override!.Reason));
        LapseIn(7_200);
        Assert.Equal((R("0.12"), null), (Snapshot.Parameters.InitialMarginRate, Snapshot.Adaptation!.Override));
        Override("0.3", 7_200);
        _market.Do(AdaptationDecider.Decide(_market.Ledger, new OverrideParameters(Header("w-1", 900), "it is back"), _market.Now));
        Assert.Equal((R("0.12"), null), (Snapshot.Parameters.InitialMarginRate, Snapshot.Adaptation!.Override));
    }

    [Fact]
    public void ANewConfiguration_WithoutThePolicy_EndsIt()
    {
        Announce(0.3);
        LapseIn(Announcement);
        _market.Configure(Parameters with { Adaptive = null });
        Assert.Equal((R("0.1"), R("0.05"), R("0.04")), Levels());
        Assert.Null(Snapshot.Adaptation);
    }

    [Fact]
    public void AJump_RaisesTheBreaker()
    {
        Announce(0.1);
        LapseIn(Announcement);
        Assert.Equal(BreakerLevel.Normal, Snapshot.Breaker!.Level);
        Announce(0.16);
        Assert.Equal((BreakerLevel.Guarded, BreakerTrigger.ForecastJump), (Snapshot.Breaker!.Level, Snapshot.Breaker.Cause!.Trigger));
        Assert.Equal(R("0.6"), Snapshot.Breaker.Cause.Observed);
    }

    [Fact]
    public void ACommandRepeated_AnswersTheSame()
    {
        var command = new AnnounceParameters(Header("a-1", 5, "forecasts"), Asking(0.2, _market.Now));
        _market.Do(AdaptationDecider.Decide(_market.Ledger, command, _market.Now));
        Assert.Equal(CommandStatus.Exists, AdaptationDecider.Decide(_market.Ledger, command, _market.Now).Status);
    }

    [Fact]
    public void WhatIsNoForecastForThisMarket_IsRefused()
    {
        var now = _market.Now;
        Refused(RefusalCode.AdaptationNotConfigured, MarketBuilder.Trading(), Asking(0.1, now), "forecasts");
        Refused(RefusalCode.MarketUnknown, MarketBuilder.Unopened(), Asking(0.1, now), "forecasts");
        Refused(RefusalCode.SenderNotAllowed, _market, Asking(0.1, now), "mallory");
        Refused(RefusalCode.ForecastOutOfRange, _market, Asking(0.1, now) with { MarginLong = R("1.1") }, "forecasts");
        Refused(RefusalCode.ForecastOutOfRange, _market, Asking(0.1, now) with { PeakVolatility = R("0.0001") }, "forecasts");
        Refused(RefusalCode.ForecastOutOfRange, _market, Asking(0.1, now, ForecastStep.Static), "forecasts");
        Refused(RefusalCode.RequestInvalid, _market, Asking(0.1, now.AddMinutes(1)), "forecasts");
        Refused(RefusalCode.ForecastOutOfOrder, _market, Asking(0.1, now.AddDays(-11)), "forecasts");
        Announce(0.1);
        Refused(RefusalCode.ForecastOutOfOrder, _market, Asking(0.2, now.AddSeconds(-1)), "forecasts");

        void Refused(RefusalCode code, MarketBuilder market, ForecastLinks links, string sender) =>
            Assert.Equal(code, AdaptationDecider.Decide(market.Ledger, new AnnounceParameters(Header($"r-{++_commands}", 1_000 + _commands, sender), links), now).Refusal?.Code);
    }

    [Theory]
    [InlineData("", "0.2", 60)]
    [InlineData("why", "0", 60)]
    [InlineData("why", "1.1", 60)]
    [InlineData("why", "0.2", null)]
    [InlineData("why", null, 60)]
    [InlineData("why", "0.2", 0)]
    [InlineData("why", "0.2", 31 * 86_400)]
    public void AnOverrideThatSaysTooLittleOrTooMuch_IsRefused(string reason, string? rate, int? seconds)
    {
        var command = new OverrideParameters(Header("o-9", 99), reason, rate is null ? null : R(rate), null, seconds is { } after ? _market.Now.AddSeconds(after) : null);
        Assert.Equal(RefusalCode.RequestInvalid, AdaptationDecider.Decide(_market.Ledger, command, _market.Now).Refusal?.Code);
    }

    [Fact]
    public void WhoMetInitialMarginBeforeAChange_IsNotLiquidatedByIt_AndNothingDependsOnHowOftenOneLooks() =>
        Gen.Select(Gen.Double[0.01, 0.9], Gen.Int[1, 200_000]).Array[1, 12].Sample(changes =>
        {
            var (often, seldom) = (MarketBuilder.Trading(Parameters), MarketBuilder.Trading(Parameters));
            foreach (var (asked, wait) in changes)
            {
                foreach (var market in (MarketBuilder[])[often, seldom])
                    market.Do(AdaptationDecider.Decide(market.Ledger, new AnnounceParameters(Header($"p-{++_commands}", _commands, "forecasts"), Asking(asked, market.Now)), market.Now));
                var end = often.Now.AddSeconds(wait);
                while (often.Now < end)
                {
                    often.Now = often.Now.AddSeconds(10_000) < end ? often.Now.AddSeconds(10_000) : end;
                    Lapse(often);

                    var (levels, from) = (often.Ledger.Snapshot!.Parameters, often.Ledger.Adaptation!.From);
                    Assert.True(levels.MaintenanceMarginRate <= (from.MaintenanceMarginRate > from.InitialMarginRate ? from.MaintenanceMarginRate : from.InitialMarginRate));
                    Assert.True(levels.Risk!.DailyVolatility.Ppm <= (from.DailyVolatility.Ppm * 4 / 3) + 1);
                    Assert.True(levels.MaintenanceMarginRate <= levels.InitialMarginRate);
                }

                seldom.Now = end;
                often.Report("100");
                seldom.Report("100");
                Assert.Equal(often.Ledger.Snapshot!.Parameters.Risk!.DailyVolatility, seldom.Ledger.Snapshot!.Parameters.Risk!.DailyVolatility);
                Assert.Equal(often.Ledger.Snapshot.Parameters.MaintenanceMarginRate, seldom.Ledger.Snapshot.Parameters.MaintenanceMarginRate);
                Assert.Equal(often.Ledger.Snapshot.Adaptation!.Target, seldom.Ledger.Snapshot.Adaptation!.Target);
            }

            var bytes = CanonicalEncoding.Encode(often.Ledger.ToState(null));
            Assert.Equal(bytes, CanonicalEncoding.Encode(MarketLedger.FromState(CanonicalEncoding.Decode<MarketLedgerState>(bytes)).ToState(null)));
        }, iter: 300);

    private (Ratio Initial, Ratio Maintenance, Ratio Volatility) Levels() => (Snapshot.Parameters.InitialMarginRate, Snapshot.Parameters.MaintenanceMarginRate, Snapshot.Parameters.Risk!.DailyVolatility);

    private void Announce(double margin, ForecastStep step = ForecastStep.Champion) => _market.Do(AdaptationDecider.Decide(
        _market.Ledger, new AnnounceParameters(new CommandHeader(AdaptivePolicy.NodeForecasts, CommandId.Create($"a-{++_commands}"), _commands), Asking(margin, _market.Now, step)), _market.Now));

    private void Override(string rate, int seconds) => _market.Do(AdaptationDecider.Decide(
        _market.Ledger, new OverrideParameters(Header($"o-{++_commands}", _commands), "an exchange failed", R(rate), null, _market.Now.AddSeconds(seconds)), _market.Now));

    private void LapseIn(int seconds)
    {
        _market.Now = _market.Now.AddSeconds(seconds);
        Lapse(_market);
    }

    private static void Lapse(MarketBuilder market) => market.Do(AdaptationDecider.Lapse(market.Ledger, market.Now));
}
