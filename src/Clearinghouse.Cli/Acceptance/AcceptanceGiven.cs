using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance;

/// <summary>
/// The inputs of a case, read by name and type. Every method throws <see cref="AcceptanceFormatException"/>, naming file, case
/// and field, when the field is missing or of another type.
/// </summary>
public sealed class AcceptanceGiven
{
    private readonly string _path;
    private readonly string _caseId;
    private readonly string _place;
    private readonly JsonElement _fields;

    internal AcceptanceGiven(string path, string caseId, string place, JsonElement fields)
    {
        _path = path;
        _caseId = caseId;
        _place = place;
        _fields = fields;
        if (fields.ValueKind != JsonValueKind.Object) throw Malformed("must be an object");
    }

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string field) => _fields.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A text.</summary>
    public string Text(string field)
    {
        var value = Value(field);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Malformed("must be a text", field);
    }

    /// <summary>One of several texts.</summary>
    public T OneOf<T>(string field, IReadOnlyDictionary<string, T> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return choices.TryGetValue(Text(field), out var choice)
            ? choice
            : throw Malformed($"must be one of {string.Join(", ", choices.Keys.Order(StringComparer.Ordinal))}", field);
    }

    /// <summary>A price, quantity, amount or ratio, written as a string of decimal digits.</summary>
    public T Unit<T>(string field)
        where T : struct, IFixedPoint<T> =>
        T.TryParse(Text(field), CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Malformed($"must be a {typeof(T).Name} in decimal digits, such as \"12.5\"", field);

    /// <summary>A finite JSON number.</summary>
    public double Number(string field)
    {
        var value = Value(field);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Malformed("must be a JSON number", field);
    }

    /// <summary>A finite number for a formula in floating point, written as a JSON number or as a string of decimal digits.</summary>
    public double Real(string field)
    {
        var value = Value(field);
        if (value.ValueKind != JsonValueKind.String) return Number(field);
        return double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Malformed("must be a number, such as \"12.5\"", field);
    }

    /// <summary>A number of any length and precision, written as a JSON number or as a string of decimal digits; exact.</summary>
    public Rational Exact(string field) => Exact(Value(field), field);

    /// <summary>As <see cref="Exact(string)"/>; null when the field is missing or null.</summary>
    public Rational? ExactOrNull(string field) => Has(field) ? Exact(field) : null;

    /// <summary>A list of numbers, each as <see cref="Exact(string)"/>.</summary>
    public IReadOnlyList<Rational> ExactList(string field) => [.. Elements(field).Select(item => Exact(item, field))];

    /// <summary>A whole number of any length, written as a JSON number or as a string of decimal digits.</summary>
    public BigInteger Integer(string field)
    {
        var value = Exact(field);
        return value.Denominator.IsOne ? value.Numerator : throw Malformed("must be a whole number", field);
    }

    /// <summary>True or false.</summary>
    public bool Flag(string field) => Value(field).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Malformed("must be true or false", field),
    };

    /// <summary>The whole of it as a record whose members have the fields' names; numbers may be written as strings.</summary>
    public T Record<T>()
    {
        try
        {
            return _fields.Deserialize<T>(RecordJson) ?? throw Malformed("must be an object");
        }
        catch (JsonException error)
        {
            throw Malformed($"can't be read: {error.Message}");
        }
    }

    /// <summary>An object as a record; as <see cref="Record{T}()"/>.</summary>
    public T Record<T>(string field) => new AcceptanceGiven(_path, _caseId, $"{_place}.{field}", Value(field)).Record<T>();

    /// <summary>A list of objects as records; as <see cref="Record{T}()"/>.</summary>
    public IReadOnlyList<T> Records<T>(string field) => [.. List(field).Select(item => item.Record<T>())];

    /// <summary>A direction of rounding by its name in kebab case, such as "half-even".</summary>
    public Rounding Rounding(string field) => OneOf(field, Roundings);

    /// <summary>The objects of a list.</summary>
    public IReadOnlyList<AcceptanceGiven> List(string field) =>
        [.. Elements(field).Select((item, i) => new AcceptanceGiven(_path, _caseId, $"{_place}.{field}[{i}]", item))];

    private static JsonSerializerOptions RecordJson { get; } = new(JsonSerializerOptions.Web)
    {
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static Dictionary<string, Rounding> Roundings { get; } =
        Enum.GetValues<Rounding>().ToDictionary(rounding => JsonNamingPolicy.KebabCaseLower.ConvertName(rounding.ToString()));

    private Rational Exact(JsonElement value, string field)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString()!,
            _ => "",
        };
        return Rational.TryParse(text, out var number)
            ? number
            : throw Malformed("must be a number, plain or as a string of decimal digits", field);
    }

    private JsonElement.ArrayEnumerator Elements(string field)
    {
        var value = Value(field);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Malformed("must be a list", field);
    }

    private JsonElement Value(string field) => _fields.TryGetProperty(field, out var value) ? value : throw Malformed("is missing", field);

    private AcceptanceFormatException Malformed(string problem, string? field = null)
    {
        var place = field is null ? _place : $"{_place}.{field}";
        return new(_path, _caseId, place, $"the field {problem}.");
    }
}
