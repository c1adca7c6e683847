using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clearinghouse.Core.Units;

/// <summary>
/// Units in JSON are strings of decimal digits, "12.5". A JSON number is refused: most readers of JSON turn numbers into
/// binary floating point, and a value that survives only sometimes is worse than none.
/// </summary>
/// <typeparam name="T">The unit.</typeparam>
public sealed class FixedPointJsonConverter<T> : JsonConverter<T>
    where T : struct, IFixedPoint<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            var found = reader.TokenType == JsonTokenType.Number ? "a number" : reader.TokenType.ToString();
            throw new JsonException($"{typeof(T).Name}: money is a string of decimal digits, e.g. \"12.5\", not {found}.");
        }

        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > FixedPointText.MaxReadLength)
        {
            throw new JsonException(
                $"A string of {length} bytes is no {typeof(T).Name}: money is a string of decimal digits, e.g. \"12.5\".");
        }

        Span<byte> text = stackalloc byte[FixedPointText.MaxReadLength];
        text = text[..reader.CopyString(text)];
        var result = FixedPointConversion.TryParse<T, byte>(text, out var value);
        return result == FixedPointParse.Success
            ? value
            : throw new JsonException(FixedPointConversion.Explain<T>(result, Encoding.UTF8.GetString(text)));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> text = stackalloc byte[FixedPointText.MaxPrintedLength];
        FixedPointText.TryFormat(value.WideRaw, T.DecimalPlaces, text, out var written);
        writer.WriteStringValue(text[..written]);
    }
}
