using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Identifiers;

/// <summary>
/// Names one account: one set of positions and the collateral behind them. Chosen by whoever opens the account, usually
/// the venue for its member; unique in the pool.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountId")]
[JsonConverter(typeof(IdentifierJsonConverter<AccountId>))]
public readonly record struct AccountId : IIdentifier<AccountId>
{
    [Id(0)] private readonly string? _value;

    private AccountId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? string.Empty;

    /// <summary>That name.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message says the rule.</exception>
    public static AccountId Create(string value) => IdentifierText.Create<AccountId>(value);

    /// <summary>That name; false, with the default as the result, where <see cref="Create"/> throws.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out AccountId result) => IdentifierText.TryCreate(value, out result);

    static AccountId IIdentifier<AccountId>.FromValid(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(AccountId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name, or "(none)" for the default.</summary>
    public override string ToString() => IdentifierText.Print(Value);
}
