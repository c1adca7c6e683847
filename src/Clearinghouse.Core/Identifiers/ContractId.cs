using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names one contract within its market, such as an expiry and strike. Chosen by the operator when the contract is
/// listed; the same name in two markets is two contracts.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ContractId")]
[JsonConverter(typeof(IdentifierJsonConverter<ContractId>))]
public readonly record struct ContractId : IIdentifier<ContractId>
{
    [Id(0)] private readonly string? _value;

    private ContractId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static ContractId Create(string value) => IdentifierText.Create<ContractId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out ContractId result) => IdentifierText.TryCreate(value, out result);

    static ContractId IIdentifier<ContractId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(ContractId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
