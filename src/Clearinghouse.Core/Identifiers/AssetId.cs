using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names an asset that may be held as collateral, such as a coin on one chain. Chosen by the operator of the pool;
/// the same coin on two chains is two assets, because they settle at different speeds.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AssetId")]
[JsonConverter(typeof(IdentifierJsonConverter<AssetId>))]
public readonly record struct AssetId : IIdentifier<AssetId>
{
    [Id(0)] private readonly string? _value;

    private AssetId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static AssetId Create(string value) => IdentifierText.Create<AssetId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out AssetId result) => IdentifierText.TryCreate(value, out result);

    static AssetId IIdentifier<AssetId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(AssetId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
