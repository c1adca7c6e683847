using System.Text.Json.Nodes;
using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Black-76 value and sensitivities of a European option on a forward.</summary>
public sealed class Black76Values : IAcceptanceKind
{
    private static readonly Dictionary<string, OptionRight> Rights = new(StringComparer.Ordinal) { ["call"] = OptionRight.Call, ["put"] = OptionRight.Put };

    /// <inheritdoc/>
    public string Name => "black76";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var value = Black76.Evaluate(
            given.OneOf("type", Rights),
            given.Real("forwardPrice"),
            given.Real("strikePrice"),
            given.Real("volatility"),
            given.Real("timeToExpiryYears"),
            given.Real("discountFactor"));
        return AcceptanceAnswer.Of(new JsonObject
        {
            ["price"] = value.Price,
            ["delta"] = value.Delta,
            ["gamma"] = value.Gamma,
            ["vega"] = value.Vega,
            ["thetaPerYear"] = value.ThetaPerYear,
        });
    }
}
