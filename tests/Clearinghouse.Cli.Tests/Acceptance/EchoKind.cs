using System.Text.Json;
using System.Text.Json.Nodes;
using Clearinghouse.Cli.Acceptance;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Tests.Acceptance;

/// <summary>Answers with the JSON text it was given, or refuses with the code it was given.</summary>
internal sealed class EchoKind : IAcceptanceKind
{
    public string Name => "echo";

    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        if (given.Has("price")) return AcceptanceAnswer.Of(new() { ["price"] = given.Unit<Price>("price").ToString() });
        if (given.Has("number")) return AcceptanceAnswer.Of(new() { ["number"] = given.Number("number") });
        if (given.Has("items")) return AcceptanceAnswer.Of(new() { ["first"] = given.List("items")[0].Text("name") });
        if (given.Has("rounding")) return AcceptanceAnswer.Of(new() { ["rounding"] = given.Rounding("rounding").ToString() });
        return given.Has("code")
            ? AcceptanceAnswer.Refused(given.Text("code"))
            : AcceptanceAnswer.Of(JsonNode.Parse(given.Text("answer"))!.AsObject());
    }

    /// <summary>A case whose answer is that JSON.</summary>
    internal static string Case(string id, string answer, string rest) =>
        $$"""{ "id": "{{id}}", "title": "t", "given": { "answer": {{JsonSerializer.Serialize(answer)}} }, {{rest}}, "source": "s" }""";
}
