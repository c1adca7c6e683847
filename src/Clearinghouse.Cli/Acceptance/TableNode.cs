using System.Text.Json;

namespace Clearinghouse.Cli.Acceptance;

/// <summary>A value of a table together with where it stands, so that whatever is wrong with it can be said.</summary>
internal sealed record TableNode(string Path, string? CaseId, string Place, JsonElement Value)
{
    internal bool Has(string field) => Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(field, out _);

    /// <summary>The field; an undefined value when it is absent, which no type check passes.</summary>
    internal TableNode Field(string field)
    {
        if (Value.ValueKind != JsonValueKind.Object) throw Malformed("must be an object");
        Value.TryGetProperty(field, out var value);
        return this with { Place = Place.Length == 0 ? field : $"{Place}.{field}", Value = value };
    }

    internal string Text(string field)
    {
        var node = Field(field);
        var text = node.Value.ValueKind == JsonValueKind.String ? node.Value.GetString()! : "";
        return text.Length > 0 ? text : throw node.Malformed("must be a text that is not empty");
    }

    /// <summary>Refuses anything but an object, and in it fields that are not allowed (null: all are).</summary>
    internal void RequireOnly(string[]? allowed)
    {
        if (Value.ValueKind != JsonValueKind.Object) throw Malformed("must be an object");
        if (allowed is null) return;
        foreach (var name in Value.EnumerateObject().Select(property => property.Name))
            if (!allowed.Contains(name)) throw Field(name).Malformed($"is unknown; known are {string.Join(", ", allowed)}");
    }

    internal AcceptanceFormatException Malformed(string problem)
    {
        var absence = Value.ValueKind == JsonValueKind.Undefined ? "the field is missing; " : "";
        return new(Path, CaseId, Place.Length == 0 ? null : Place, $"{absence}it {problem}.");
    }
}
