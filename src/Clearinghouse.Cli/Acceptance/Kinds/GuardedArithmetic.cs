using System.Text.Json.Nodes;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>How the tables call what the units throw when a result is not representable.</summary>
internal static class GuardedArithmetic
{
    /// <summary>The result, or the refusal OVERFLOW, DIVISION_BY_ZERO, INEXACT or MALFORMED.</summary>
    internal static AcceptanceAnswer Answer(Func<JsonObject> compute)
    {
        try
        {
            return AcceptanceAnswer.Of(compute());
        }
        catch (OverflowException)
        {
            return AcceptanceAnswer.Refused("OVERFLOW");
        }
        catch (DivideByZeroException)
        {
            return AcceptanceAnswer.Refused("DIVISION_BY_ZERO");
        }
        catch (ArithmeticException)
        {
            return AcceptanceAnswer.Refused("INEXACT");
        }
        catch (FormatException)
        {
            return AcceptanceAnswer.Refused("MALFORMED");
        }
    }
}
