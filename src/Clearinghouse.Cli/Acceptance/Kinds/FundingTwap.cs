using System.Text.Json.Nodes;
using Clearinghouse.Core.Funding;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>The time-weighted average of observed prices over a period, without halts.</summary>
public sealed class FundingTwap : IAcceptanceKind
{
    /// <inheritdoc/>
    public string Name => "funding-twap";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return PriceFormula.Answer(() => Average(given));
    }

    private static JsonObject Average(AcceptanceGiven given)
    {
        var average = TimeWeightedAverage.Over(
            new(given.Exact("periodStartSeconds"), given.Exact("periodEndSeconds")),
            [.. given.List("observations").Select(item => new PriceObservation(item.Exact("atSeconds"), item.Exact("price")))],
            [.. given.List("excluded").Select(item => new TimeInterval(item.Exact("fromSeconds"), item.Exact("toSeconds")))]);
        return new()
        {
            ["twap"] = PriceFormula.Digits(average.Average),
            ["countedSeconds"] = PriceFormula.Number(average.CountedSeconds),
        };
    }
}
