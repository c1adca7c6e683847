using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names one matched trade within its venue. Chosen by the venue; submitting it again returns the first outcome, so it
/// is never used for a second trade.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TradeId")]
[JsonConverter(typeof(IdentifierJsonConverter<TradeId>))]
public readonly record struct TradeId : IIdentifier<TradeId>
{
    [Id(0)] private readonly string? _value;

    private TradeId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static TradeId Create(string value) => IdentifierText.Create<TradeId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out TradeId result) => IdentifierText.TryCreate(value, out result);

    static TradeId IIdentifier<TradeId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(TradeId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
