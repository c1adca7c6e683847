using System.Text.Json.Nodes;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>How the tables write what the formulas of prices, funding and collateral give, and how they call what these refuse.</summary>
internal static class PriceFormula
{
    /// <summary>The result, or the refusal PARAMETERS_INVALID, DIVISION_BY_ZERO or OVERFLOW.</summary>
    internal static AcceptanceAnswer Answer(Func<JsonObject> compute)
    {
        try
        {
            return GuardedArithmetic.Answer(compute);
        }
        catch (ArgumentException)
        {
            return AcceptanceAnswer.Refused("PARAMETERS_INVALID");
        }
    }

    /// <summary>Money, a price or a quantity: a string of decimal digits, or null.</summary>
    internal static JsonNode? Digits(Rational? value) => value?.ToString();

    /// <summary>A rate or a count: a JSON number with all its digits.</summary>
    internal static JsonNode? Number(Rational value) => JsonNode.Parse(value.ToString());
}
