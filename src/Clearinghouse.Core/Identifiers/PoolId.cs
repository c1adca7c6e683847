using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names one clearing pool: the counterparty of every trade in it, and the border within which value is conserved.
/// Chosen by the operator when the pool is set up.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolId")]
[JsonConverter(typeof(IdentifierJsonConverter<PoolId>))]
public readonly record struct PoolId : IIdentifier<PoolId>
{
    [Id(0)] private readonly string? _value;

    private PoolId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static PoolId Create(string value) => IdentifierText.Create<PoolId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out PoolId result) => IdentifierText.TryCreate(value, out result);

    static PoolId IIdentifier<PoolId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(PoolId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
