using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>Lets a market's parameters follow forecasts. Pure.</summary>
public static class AdaptationDecider
{
    private const int ClockSkewSeconds = 2;
    private const double HoursPerDay = 24;

    /// <summary>How long after its announcement a jump of the forecast counts for the breaker, in seconds.</summary>
    internal const int JumpSeconds = 3_600;

    /// <summary>By how much maintenance must have moved on its ramp for a new snapshot to say so, as a share of what the last one says.</summary>
    private static readonly Rational LeastRampStep = Rational.FromInteger(1) / 100;

    /// <summary>Makes a forecast the market's next parameters. Forecasts that are not the champion's never lower initial margin or volatility.</summary>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, AnnounceParameters command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<MarketEvent>.From(known);
        if (ledger.Pool is null) return Refuse(RefusalCode.MarketUnknown, ledger.Market.Value);
        if (ledger.Parameters.Adaptive is not { } policy) return Refuse(RefusalCode.AdaptationNotConfigured, ledger.Market.Value);
        if (policy.Source != command.Header.Sender) return Refuse(RefusalCode.SenderNotAllowed, command.Header.Sender.Value);
        if (command.Links.Check() is { } invalid) return Decision<MarketEvent>.Refuse(invalid);
        if (command.Links.AsOf > now.AddSeconds(ClockSkewSeconds)) return RefuseTime(RefusalCode.RequestInvalid, command.Links.AsOf, now);
        var adaptation = AdaptationOf(ledger, now).AdvanceTo(ledger.Parameters, now);
        var last = adaptation.Announced ?? adaptation.Set;
        if (last is not null && !IsNewer(command.Links, last.Links)) return RefuseTime(RefusalCode.ForecastOutOfOrder, command.Links.AsOf, last.Links.AsOf);
        if (command.Links.AsOf.AddSeconds(policy.MaxAgeSeconds) <= now) return RefuseTime(RefusalCode.ForecastOutOfOrder, command.Links.AsOf, now.AddSeconds(-policy.MaxAgeSeconds));

        var announced = new ParametersAnnounced(command, SetOf(ledger.Parameters, policy, command.Links, last, now)) { At = now };
        return BreakerDecider.OnForecast(ledger, adaptation.Announce(announced.Set), now) is { } moved
            ? MarketDecider.Accept(ledger, [announced, moved], now)
            : MarketDecider.Accept(ledger, [announced], now);
    }

    /// <summary>Takes governance's override.</summary>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, OverrideParameters command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<MarketEvent>.From(known);
        if (ledger.Pool is null) return Refuse(RefusalCode.MarketUnknown, ledger.Market.Value);
        if (ledger.Parameters.Adaptive is null) return Refuse(RefusalCode.AdaptationNotConfigured, ledger.Market.Value);
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > OverrideParameters.LongestReason) return Refuse(RefusalCode.RequestInvalid, "reason");
        if (command.InitialMarginRate is { } rate && !IsShare(rate)) return Refuse(RefusalCode.RequestInvalid, "initialMarginRate");
        if (command.DailyVolatility is { } volatility && !IsShare(volatility)) return Refuse(RefusalCode.RequestInvalid, "dailyVolatility");
        if (DemandOf(command) is null != (command.InitialMarginRate is null && command.DailyVolatility is null)) return Refuse(RefusalCode.RequestInvalid, "expiresAt");
        if (command.ExpiresAt is { } expiresAt && (expiresAt <= now || expiresAt > now.AddDays(OverrideParameters.LongestDays)))
            return RefuseTime(RefusalCode.RequestInvalid, expiresAt, now);
        return MarketDecider.Accept(ledger, [new ParametersOverridden(command) { At = now }], now);
    }

    /// <summary>What follows from time alone: a set that is due, an override that expired, a forecast that went stale, a ramp that went on. A new snapshot says so; nothing when nothing does.</summary>
    public static Decision<MarketEvent> Lapse(MarketLedger ledger, DateTimeOffset now)
    {
        if (ledger is not { Parameters.Adaptive: not null, Adaptation: { } adaptation, Snapshot: { Adaptation: { } said } snapshot }) return Decision<MarketEvent>.Accept();
        var (parameters, adapted) = adaptation.InForceAt(ledger.Parameters, now);
        var isNews = adapted.Set != said.Set || adapted.Override != said.Override || adapted.IsStale != said.IsStale || adapted.Target != said.Target
            || IsStep(snapshot.Parameters.MaintenanceMarginRate, parameters.MaintenanceMarginRate, adapted.Target.MaintenanceMarginRate)
            || IsStep(VolatilityOf(snapshot.Parameters), VolatilityOf(parameters), adapted.Target.DailyVolatility);
        return isNews ? MarketDecider.Accept(ledger, [], now) : Decision<MarketEvent>.Accept();
    }

    /// <summary>The override of a command; null when it withdraws.</summary>
    internal static ParameterOverride? DemandOf(OverrideParameters command) => command.ExpiresAt is { } expiresAt
        ? new ParameterOverride(command.InitialMarginRate, command.DailyVolatility, command.Reason, expiresAt)
        : null;

    /// <summary>What the market has followed so far.</summary>
    internal static MarketAdaptation AdaptationOf(MarketLedger ledger, DateTimeOffset now) => ledger.Adaptation ?? MarketAdaptation.StartingAt(ledger.Parameters, now);

    private static ParameterSet SetOf(MarketParameters parameters, AdaptivePolicy policy, ForecastLinks links, ParameterSet? last, DateTimeOffset now)
    {
        var initial = Clamp(Highest(Highest(links.MarginLong, links.MarginShort), links.PeakMargin ?? Ratio.Zero), policy.LeastInitialMarginRate, policy.LargestInitialMarginRate);
        var volatility = links.PostedVolatility;
        if (links.Step != ForecastStep.Champion)
        {
            initial = Highest(initial, last?.InitialMarginRate ?? Clamp(parameters.InitialMarginRate, policy.LeastInitialMarginRate, policy.LargestInitialMarginRate));
            volatility = Highest(volatility, last?.DailyVolatility ?? VolatilityOf(parameters));
        }

        Ratio? jump = last is null ? null : (Rational.From(links.ForecastVolatility) / Rational.From(last.Links.ForecastVolatility) - 1).Round<Ratio>(Rounding.HalfEven);
        var band = Math.Ceiling(volatility.ToDouble() / Math.Sqrt(HoursPerDay) * policy.PriceBandMultiple.Ppm);
        return new ParameterSet(links, initial, volatility, Ratio.FromPpm(Math.Max(1, (long)Math.Min(band, parameters.PriceBand.Ppm))), jump, now, now.AddSeconds(policy.AnnouncementSeconds));
    }

    /// <summary>Of a later bar; or of the same one by a lower step, when the bars went stale.</summary>
    private static bool IsNewer(ForecastLinks links, ForecastLinks last) => links.AsOf > last.AsOf || (links.AsOf == last.AsOf && links.Step > last.Step);

    private static bool IsStep(Ratio said, Ratio now, Ratio target) =>
        said != now && (now == target || (Rational.From(now - said) / Rational.From(said)).Abs >= LeastRampStep);

    private static Ratio VolatilityOf(MarketParameters parameters) => (parameters.Risk ?? RiskParameters.Default).DailyVolatility;

    private static bool IsShare(Ratio value) => value > Ratio.Zero && value <= Ratio.One;

    private static Ratio Highest(Ratio a, Ratio b) => a > b ? a : b;

    private static Ratio Clamp(Ratio value, Ratio least, Ratio most) => value < least ? least : value > most ? most : value;

    private static Decision<MarketEvent> RefuseTime(RefusalCode code, DateTimeOffset given, DateTimeOffset required) =>
        Decision<MarketEvent>.Refuse(new Refusal(code) { Subject = "time", Available = $"{given:O}", Required = $"{required:O}" });

    private static Decision<MarketEvent> Refuse(RefusalCode code, string subject) => Decision<MarketEvent>.Refuse(new Refusal(code) { Subject = subject });
}
