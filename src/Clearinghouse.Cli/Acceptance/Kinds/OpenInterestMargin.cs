using System.Text.Json.Nodes;
using Clearinghouse.Core.Margin.Venues.Dydx;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>dYdX's margin by open interest.</summary>
public sealed class OpenInterestMargin : IAcceptanceKind
{
    /// <inheritdoc/>
    public string Name => "open-interest-margin";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = new DydxOpenInterest(
            (long)given.Integer("baseInitialFractionPpm"), (long)given.Integer("maintenanceFractionPpm"), given.Integer("lowerCap"), given.Integer("upperCap"));
        var (notional, openInterest) = (given.Integer("notional"), given.Integer("openInterest"));
        var maintenance = rule.MaintenanceMargin(notional);
        var result = new JsonObject
        {
            ["initialFractionPpm"] = rule.InitialFractionPpm(openInterest),
            ["initialMargin"] = rule.InitialMargin(notional, openInterest).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["maintenanceMargin"] = maintenance.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (given.Has("netCollateral")) result["liquidatable"] = maintenance.Sign > 0 && maintenance > given.Integer("netCollateral");
        return AcceptanceAnswer.Of(result);
    }
}
