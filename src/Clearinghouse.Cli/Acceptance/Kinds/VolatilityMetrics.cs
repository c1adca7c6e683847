using System.Text.Json.Nodes;
using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Realised measures, losses of forecasts and tests of margin, by the <c>metric</c> of the case.</summary>
public sealed class VolatilityMetrics : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Metrics = new(StringComparer.Ordinal)
    {
        ["realised-variance"] = RealisedVariance,
        ["realised-range"] = given => new()
        {
            ["realisedRange"] = RealisedMeasures.Range([.. given.List("bars").Select(bar => Math.Log(bar.Real("high") / bar.Real("low")))]),
        },
        ["garman-klass"] = given => new()
        {
            ["variance"] = RangeMeasures.GarmanKlass(Log(given, "open"), Log(given, "high"), Log(given, "low"), Log(given, "close")),
        },
        ["bipower"] = given => new() { ["bipowerVariation"] = RealisedMeasures.Bipower(RealisedMeasures.ReturnsOf(Doubles(given, "closes"))) },
        ["ewma"] = given => new()
        {
            ["variance"] = ExponentialAverage.Last(given.Real("decay"), given.Real("initialVariance"), Doubles(given, "variances")),
        },
        ["qlike"] = Qlike,
        ["pinball"] = Pinball,
        ["kupiec"] = KupiecTest,
        ["christoffersen"] = ChristoffersenTest,
        ["mincer-zarnowitz"] = Calibration,
    };

    /// <inheritdoc/>
    public string Name => "volatility-metrics";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var metric = given.OneOf("metric", Metrics);
        return PriceFormula.Answer(() => metric(given));
    }

    private static JsonObject RealisedVariance(AcceptanceGiven given)
    {
        var variance = RealisedMeasures.Variance(RealisedMeasures.ReturnsOf(Doubles(given, "closes")));
        return new() { ["realisedVariance"] = variance, ["realisedVolatilityAnnual"] = Math.Sqrt(variance * given.Real("periodsPerYear")) };
    }

    private static JsonObject Qlike(AcceptanceGiven given)
    {
        var losses = Pairs(given, "realised", "forecast").Select(pair => Losses.Qlike(pair.First, pair.Second)).ToList();
        return new() { ["losses"] = new JsonArray([.. losses.Select(loss => (JsonNode)loss)]), ["meanQlike"] = losses.Average() };
    }

    private static JsonObject Pinball(AcceptanceGiven given)
    {
        var (level, pairs) = (given.Real("level"), Pairs(given, "losses", "margins"));
        return new() { ["meanPinball"] = pairs.Average(pair => Losses.Pinball(level, pair.First, pair.Second)), ["breaches"] = pairs.Count(pair => pair.First > pair.Second) };
    }

    private static JsonObject KupiecTest(AcceptanceGiven given)
    {
        var test = Kupiec.Test((long)given.Integer("observations"), (long)given.Integer("breaches"), given.Real("expectedRate"));
        return new() { ["likelihoodRatio"] = test.LikelihoodRatio, ["pValue"] = test.PValue };
    }

    private static JsonObject ChristoffersenTest(AcceptanceGiven given)
    {
        var test = Christoffersen.Test([.. given.ExactList("breachSequence").Select(breach => breach.Sign > 0)], given.Real("expectedRate"));
        return new()
        {
            ["transitions"] = new JsonArray([.. test.Transitions.Select(count => (JsonNode)count)]),
            ["independenceLikelihoodRatio"] = test.IndependenceLikelihoodRatio,
            ["pIndependence"] = test.PIndependence,
            ["conditionalLikelihoodRatio"] = test.ConditionalLikelihoodRatio,
            ["pConditional"] = test.PConditional,
        };
    }

    private static JsonObject Calibration(AcceptanceGiven given)
    {
        var line = MincerZarnowitz.Regress(Doubles(given, "realised"), Doubles(given, "forecast"));
        return new() { ["intercept"] = line.Intercept, ["slope"] = line.Slope, ["rSquared"] = line.RSquared };
    }

    private static List<(double First, double Second)> Pairs(AcceptanceGiven given, string first, string second)
    {
        var (left, right) = (Doubles(given, first), Doubles(given, second));
        return left.Length == right.Length ? [.. left.Zip(right)] : throw new ArgumentException($"{first} and {second} differ in length.", nameof(given));
    }

    private static double Log(AcceptanceGiven given, string field) => Math.Log(given.Real(field));

    private static double[] Doubles(AcceptanceGiven given, string field) => [.. given.ExactList(field).Select(number => number.ToDouble())];
}
