using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names one default: everything that was posted, called, paid and paid back because of it carries this id. Chosen by the pool
/// when the default is declared.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultId")]
[JsonConverter(typeof(IdentifierJsonConverter<DefaultId>))]
public readonly record struct DefaultId : IIdentifier<DefaultId>
{
    [Id(0)] private readonly string? _value;

    private DefaultId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static DefaultId Create(string value) => IdentifierText.Create<DefaultId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out DefaultId result) => IdentifierText.TryCreate(value, out result);

    static DefaultId IIdentifier<DefaultId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(DefaultId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
