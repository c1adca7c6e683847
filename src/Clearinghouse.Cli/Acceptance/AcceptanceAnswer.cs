using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clearinghouse.Cli.Acceptance;

/// <summary>What the platform makes of a case: a result or a refusal.</summary>
public sealed class AcceptanceAnswer
{
    private AcceptanceAnswer(JsonElement result, string? refused)
    {
        Result = result;
        RefusedWith = refused;
    }

    /// <summary>The result, an object; undefined when refused.</summary>
    public JsonElement Result { get; }

    /// <summary>The code of the refusal, or null.</summary>
    public string? RefusedWith { get; }

    /// <summary>A result. Money, prices and quantities are strings, rates numbers.</summary>
    public static AcceptanceAnswer Of(JsonObject result) => new(JsonSerializer.SerializeToElement(result), refused: null);

    /// <summary>A refusal.</summary>
    public static AcceptanceAnswer Refused(string code) => new(result: default, code);
}
