using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names one market: contracts that are cleared by one ledger and priced by one snapshot. Chosen by the operator when
/// the market is configured.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketId")]
[JsonConverter(typeof(IdentifierJsonConverter<MarketId>))]
public readonly record struct MarketId : IIdentifier<MarketId>
{
    [Id(0)] private readonly string? _value;

    private MarketId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static MarketId Create(string value) => IdentifierText.Create<MarketId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out MarketId result) => IdentifierText.TryCreate(value, out result);

    static MarketId IIdentifier<MarketId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(MarketId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
