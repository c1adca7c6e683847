using System.Text.Json;
using Orleans.Storage;

namespace Clearinghouse.Storage.Snapshots;

/// <summary>Grain states as UTF-8 JSON.</summary>
/// <param name="options">How; null for the defaults of System.Text.Json.</param>
public sealed class JsonGrainStateSerializer(JsonSerializerOptions? options = null) : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, options));

    /// <inheritdoc/>
    /// <exception cref="JsonException">The stored text is not the JSON of a state of this type.</exception>
    public T Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return JsonSerializer.Deserialize<T>(input.ToMemory().Span, options)
            ?? throw new JsonException($"The stored state is the JSON value null, not a {typeof(T).Name}.");
    }
}
