using System.Text.Json.Nodes;
using Clearinghouse.Core.Margin.Venues;
using Clearinghouse.Core.Margin.Venues.Derive;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Derive's first portfolio manager.</summary>
public sealed class PortfolioMarginV1 : IAcceptanceKind
{
    /// <inheritdoc/>
    public string Name => "portfolio-margin-v1";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return Answer(given.Record<DerivePortfolioV1>("parameters").Evaluate(given.Record<DerivePortfolioV1Book>(), given.Records<VenueScenario>("scenarios")));
    }

    /// <summary>A result of either portfolio manager.</summary>
    internal static AcceptanceAnswer Answer(DerivePortfolioMargin margin) => AcceptanceAnswer.Of(new JsonObject
    {
        ["initialMargin"] = margin.InitialMargin,
        ["maintenanceMargin"] = margin.MaintenanceMargin,
        ["portfolioValue"] = margin.PortfolioValue,
        ["worstScenarioPnl"] = margin.WorstScenarioPnl,
        ["basisContingency"] = margin.BasisContingency,
    });
}
