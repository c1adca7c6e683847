namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// A name over a string, with a type of its own so that one cannot stand in for another. Compared by ordinal (byte) order,
/// case-sensitively. The default of each type names nothing: its value is empty, it prints "(none)" and cannot be created.
/// </summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface IIdentifier<TSelf> : IEquatable<TSelf>, IComparable<TSelf>, ISpanParsable<TSelf>
    where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>The name; empty only for the default.</summary>
    string Value { get; }

    /// <summary>The rule in words, for error messages: what a name of this type may be.</summary>
    static virtual string Rule => IdentifierRule.Description;

    /// <summary>Whether the text obeys the rule of this type.</summary>
    static virtual bool IsValid(ReadOnlySpan<char> text) => IdentifierRule.IsValid(text, IdentifierRule.MaxLength);

    /// <summary>Wraps a text already known to be valid.</summary>
    internal static abstract TSelf FromValid(string value);

    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider) =>
        IdentifierText.Parse<TSelf>(s ?? throw new ArgumentNullException(nameof(s)));

    static bool IParsable<TSelf>.TryParse(string? s, IFormatProvider? provider, out TSelf result) =>
        IdentifierText.TryCreate(s, out result);

    static TSelf ISpanParsable<TSelf>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => IdentifierText.Parse<TSelf>(s);

    static bool ISpanParsable<TSelf>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TSelf result) =>
        IdentifierText.TryCreate(s, out result);
}
