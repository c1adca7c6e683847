using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names one venue: a place where trades are matched and from which they are submitted. Chosen by the operator of the
/// pool when the venue is admitted.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.VenueId")]
[JsonConverter(typeof(IdentifierJsonConverter<VenueId>))]
public readonly record struct VenueId : IIdentifier<VenueId>
{
    [Id(0)] private readonly string? _value;

    private VenueId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static VenueId Create(string value) => IdentifierText.Create<VenueId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out VenueId result) => IdentifierText.TryCreate(value, out result);

    static VenueId IIdentifier<VenueId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(VenueId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
