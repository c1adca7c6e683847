using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names whoever sends a command: a person, a venue's gateway, an operator's job. Chosen by the host, which maps it
/// from the authenticated caller.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PrincipalId")]
[JsonConverter(typeof(IdentifierJsonConverter<PrincipalId>))]
public readonly record struct PrincipalId : IIdentifier<PrincipalId>
{
    [Id(0)] private readonly string? _value;

    private PrincipalId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static PrincipalId Create(string value) => IdentifierText.Create<PrincipalId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out PrincipalId result) => IdentifierText.TryCreate(value, out result);

    static PrincipalId IIdentifier<PrincipalId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(PrincipalId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
