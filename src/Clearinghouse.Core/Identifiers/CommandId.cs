using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names one command, so that it takes effect once however often it is sent. Chosen by the sender, who keeps it when he
/// asks again.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CommandId")]
[JsonConverter(typeof(IdentifierJsonConverter<CommandId>))]
public readonly record struct CommandId : IIdentifier<CommandId>
{
    [Id(0)] private readonly string? _value;

    private CommandId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static CommandId Create(string value) => IdentifierText.Create<CommandId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out CommandId result) => IdentifierText.TryCreate(value, out result);

    static CommandId IIdentifier<CommandId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(CommandId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
