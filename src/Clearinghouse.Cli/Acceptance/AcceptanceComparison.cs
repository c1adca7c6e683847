using System.Text.Json;

namespace Clearinghouse.Cli.Acceptance;

/// <summary>
/// Compares an answer with what is expected. Only fields that the table names are looked at. Numbers, also those written as
/// strings, are compared with the tolerance; texts, booleans and nulls must be equal; lists are compared element by element.
/// </summary>
internal static class AcceptanceComparison
{
    private const string Absent = "(absent)";

    /// <summary>The first difference, or null when the case holds.</summary>
    internal static AcceptanceMismatch? Compare(AcceptanceCase theCase, AcceptanceAnswer answer)
    {
        if (theCase.Refused is null && answer.RefusedWith is null) return Value("", theCase.Expect, answer.Result, theCase.Tolerance);
        if (string.Equals(theCase.Refused, answer.RefusedWith, StringComparison.Ordinal)) return null;
        return new("refused", theCase.Refused ?? NotRefused(theCase.Expect), answer.RefusedWith ?? NotRefused(answer.Result));
    }

    private static string NotRefused(JsonElement result) => $"not refused, {result.GetRawText()}";

    private static AcceptanceMismatch? Value(string field, JsonElement expected, JsonElement actual, AcceptanceTolerance tolerance)
    {
        if (expected.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
            return Fields(field, expected, actual, tolerance);
        if (expected.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array)
            return Elements(field, expected, actual, tolerance);

        var isEqual = Number(expected) is { } expectedNumber && Number(actual) is { } actualNumber
            ? tolerance.Allows(actualNumber, expectedNumber)
            : JsonElement.DeepEquals(expected, actual);
        return isEqual ? null : new(field, expected.GetRawText(), actual.GetRawText());
    }

    private static AcceptanceMismatch? Fields(string field, JsonElement expected, JsonElement actual, AcceptanceTolerance tolerance)
    {
        foreach (var property in expected.EnumerateObject())
        {
            var inner = field.Length == 0 ? property.Name : $"{field}.{property.Name}";
            var mismatch = actual.TryGetProperty(property.Name, out var value)
                ? Value(inner, property.Value, value, tolerance)
                : new(inner, property.Value.GetRawText(), Absent);
            if (mismatch is not null) return mismatch;
        }

        return null;
    }

    private static AcceptanceMismatch? Elements(string field, JsonElement expected, JsonElement actual, AcceptanceTolerance tolerance)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
            return new($"{field}.length", Counted(expected), Counted(actual));

        return Enumerable.Range(0, expected.GetArrayLength())
            .Select(i => Value($"{field}[{i}]", expected[i], actual[i], tolerance))
            .FirstOrDefault(mismatch => mismatch is not null);
    }

    private static string Counted(JsonElement list) => $"{list.GetArrayLength()} elements, {list.GetRawText()}";

    private static ExactNumber? Number(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString()!,
            _ => "",
        };
        return ExactNumber.TryParse(text, out var number) ? number : null;
    }
}
