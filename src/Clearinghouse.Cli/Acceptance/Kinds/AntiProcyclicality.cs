using System.Text.Json.Nodes;
using Clearinghouse.Forecasting.Procyclicality;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Rules that slow margin down and measures of its speed, by the <c>rule</c> of the case.</summary>
public sealed class AntiProcyclicality : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Rules = new(StringComparer.Ordinal)
    {
        ["reference-buffer"] = given =>
            Published(Doubles(given, "modelMargins").Select(new ReferenceBuffer(given.Real("referenceMargin"), given.Real("bufferFraction")).Publish)),
        ["releasable-buffer"] = given =>
            Published(new ReleasableBuffer(given.Real("bufferFraction")).Publish(Doubles(given, "modelMargins"), given.Real("previousPublished"))),
        ["stressed-weight"] = given =>
            new() { ["margin"] = new StressedWeight(given.Real("stressWeight")).Publish(given.Real("modelMargin"), given.Real("stressedMargin")) },
        ["long-run-floor"] = given => Published(Doubles(given, "modelMargins").Select(new LongRunFloor(given.Real("floorMargin")).Publish)),
        ["step-cap"] = given =>
            Published(new StepCap(RealOrNull(given, "maximumUpPerDay"), RealOrNull(given, "maximumDownPerDay")).Publish(Doubles(given, "targetMargins"), given.Real("previousPublished"))),
        ["measures"] = Measures,
    };

    /// <inheritdoc/>
    public string Name => "anti-procyclicality";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = given.OneOf("rule", Rules);
        return PriceFormula.Answer(() => rule(given));
    }

    private static JsonObject Measures(AcceptanceGiven given)
    {
        var measures = ProcyclicalityMeasures.Of(Doubles(given, "modelMargins"), [.. given.ExactList("stepDays").Select(days => (int)days.ToDouble())]);
        return new() { ["peakToTrough"] = measures.PeakToTrough, ["stepNDay"] = new JsonArray([.. measures.LargestRises.Select(rise => (JsonNode?)rise)]) };
    }

    private static JsonObject Published(IEnumerable<double> margins) => new() { ["published"] = new JsonArray([.. margins.Select(margin => (JsonNode)margin)]) };

    private static List<double> Doubles(AcceptanceGiven given, string field) => [.. given.ExactList(field).Select(number => number.ToDouble())];

    private static double? RealOrNull(AcceptanceGiven given, string field) => given.Has(field) ? given.Real(field) : null;
}
