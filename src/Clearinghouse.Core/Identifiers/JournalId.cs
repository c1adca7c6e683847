using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names one journal, the append-only history of one grain: "account/…", "market/…" or "pool/…" followed by the name of
/// the grain. Derived by this code, not chosen by anyone. 1 to 96 characters; at most one '/', with a valid name on
/// either side of it.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.JournalId")]
[JsonConverter(typeof(IdentifierJsonConverter<JournalId>))]
public readonly record struct JournalId : IIdentifier<JournalId>
{
    private const int MaxLength = 96;
    private const char Separator = '/';

    [Id(0)] private readonly string? _value;

    private JournalId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>What the journal belongs to, the part before '/'; empty for a journal that has no kind.</summary>
    public string Kind => Value[..Math.Max(Value.IndexOf(Separator, StringComparison.Ordinal), 0)];

    /// <summary>Whose journal it is, the part after '/', or the whole value where there is none.</summary>
    public string Key => Value[(Value.IndexOf(Separator, StringComparison.Ordinal) + 1)..];

    static string IIdentifier<JournalId>.Rule =>
        "1 to 96 characters, ASCII letters, digits and . _ - : @, with at most one '/' " +
        "as in \"account/alice\", each part starting with a letter or a digit";

    /// <summary>The journal of an account: "account/…".</summary>
    /// <exception cref="ArgumentException">The account is the default.</exception>
    public static JournalId ForAccount(AccountId account) => Create("account/" + account.Value);

    /// <summary>The journal of a market: "market/…".</summary>
    /// <exception cref="ArgumentException">The market is the default.</exception>
    public static JournalId ForMarket(MarketId market) => Create("market/" + market.Value);

    /// <summary>The journal of a pool: "pool/…".</summary>
    /// <exception cref="ArgumentException">The pool is the default.</exception>
    public static JournalId ForPool(PoolId pool) => Create("pool/" + pool.Value);

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static JournalId Create(string value) => IdentifierText.Create<JournalId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out JournalId result) => IdentifierText.TryCreate(value, out result);

    static bool IIdentifier<JournalId>.IsValid(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf(Separator);
        return text.Length <= MaxLength
            && (slash < 0 || IdentifierRule.IsValid(text[..slash], MaxLength))
            && IdentifierRule.IsValid(text[(slash + 1)..], MaxLength);
    }

    static JournalId IIdentifier<JournalId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(JournalId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
