using System.Text.Json;

namespace Clearinghouse.Cli.Acceptance;

/// <summary>Reads a table strictly: a misspelt field would otherwise be a silent change of the case.</summary>
public static class AcceptanceTableReader
{
    private static readonly string[] TableFields = ["kind", "about", "cases"];
    private static readonly string[] CaseFields = ["id", "title", "given", "expect", "refused", "tolerance", "source"];
    private static readonly string[] ToleranceFields = ["relative", "absolute"];
    private static readonly JsonDocumentOptions DocumentOptions = new() { AllowDuplicateProperties = false };

    /// <summary>Reads one file.</summary>
    /// <exception cref="AcceptanceFormatException">The file cannot be read or is no table; case and field are named.</exception>
    public static AcceptanceTable Read(string path)
    {
        var root = new TableNode(path, CaseId: null, "", Parse(path));
        root.RequireOnly(TableFields);
        var (kind, about, cases) = (root.Text("kind"), root.Text("about"), root.Field("cases"));
        if (cases.Value.ValueKind != JsonValueKind.Array || cases.Value.GetArrayLength() == 0)
            throw cases.Malformed("must be a list of at least one case");

        return new(path, kind, about, [.. cases.Value.EnumerateArray().Select((item, i) => Case(path, kind, i, item))]);
    }

    private static JsonElement Parse(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), DocumentOptions);
            return document.RootElement.Clone();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new AcceptanceFormatException(
                path, caseId: null, field: null, $"the file is no readable JSON: {failure.Message}", failure);
        }
    }

    private static AcceptanceCase Case(string path, string kind, int index, JsonElement item)
    {
        var nameless = new TableNode(path, $"cases[{index}]", "", item);
        var id = nameless.Text("id");
        var node = nameless with { CaseId = id };
        node.RequireOnly(CaseFields);
        var isRefused = node.Has("refused");
        if (isRefused == node.Has("expect")) throw node.Field("expect").Malformed("or else 'refused' must be there, and not both");
        node.Text("source");
        return new()
        {
            Path = path,
            Kind = kind,
            Id = id,
            Title = node.Text("title"),
            Given = new(path, id, "given", node.Field("given").Value),
            Refused = isRefused ? node.Text("refused") : null,
            Expect = isRefused ? default : Expectation(node.Field("expect")),
            Tolerance = node.Has("tolerance") ? Tolerance(node.Field("tolerance")) : default,
        };
    }

    private static JsonElement Expectation(TableNode expect)
    {
        expect.RequireOnly(allowed: null);
        return expect.Value.EnumerateObject().Any() ? expect.Value : throw expect.Malformed("must name at least one field");
    }

    private static AcceptanceTolerance Tolerance(TableNode tolerance)
    {
        tolerance.RequireOnly(ToleranceFields);
        return new(Bound(tolerance, "relative"), Bound(tolerance, "absolute"));
    }

    private static ExactNumber Bound(TableNode tolerance, string name)
    {
        if (!tolerance.Has(name)) return default;
        var bound = tolerance.Field(name);
        var isNumber = bound.Value.ValueKind == JsonValueKind.Number;
        return isNumber && ExactNumber.TryParse(bound.Value.GetRawText(), out var number) && !number.IsNegative
            ? number
            : throw bound.Malformed("must be a JSON number, zero or more");
    }
}
