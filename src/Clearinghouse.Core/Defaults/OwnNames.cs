using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Defaults;

/// <summary>The names that the clearinghouse gives itself. They follow from what they name, so that whoever asks twice asks for the same.</summary>
public static class OwnNames
{
    private const int MaxLength = 64;
    private const int HashLetters = 32;

    /// <summary>The venue of trades that the clearinghouse itself makes. No pool admits it.</summary>
    public static VenueId Venue { get; } = VenueId.Create("clearinghouse");

    /// <summary>The account that is a pool's own book: the last taker of positions.</summary>
    public static AccountId BookOf(PoolId pool) => AccountId.Create(Fit("book:", pool.Value, ""));

    /// <summary>The default of an account that follows a margin call.</summary>
    /// <param name="account">The account.</param>
    /// <param name="call">The number of the call.</param>
    public static DefaultId DefaultOf(AccountId account, long call) => DefaultId.Create(Fit("", account.Value, string.Create(CultureInfo.InvariantCulture, $":{call}")));

    /// <summary>The account that a default of this name is of; null where it names none. A name too long to fit stands there as its hash, which is no account's.</summary>
    public static AccountId? AccountOf(DefaultId cause) => cause.Value.LastIndexOf(':') is > 0 and var end && AccountId.TryCreate(cause.Value[..end], out var account) ? account : null;

    /// <summary>The trade of one order of an account.</summary>
    /// <param name="account">Whose positions are closed.</param>
    /// <param name="order">The number of the order in the account's journal.</param>
    /// <param name="leg">Which of its trades, from 0.</param>
    public static TradeId TradeOf(AccountId account, long order, int leg) => TradeId.Create(Fit("", account.Value, string.Create(CultureInfo.InvariantCulture, $":{order}:{leg}")));

    /// <summary>What does not fit is named by its hash.</summary>
    private static string Fit(string before, string name, string after) => before.Length + name.Length + after.Length <= MaxLength
        ? before + name + after
        : before + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLetters] + after;
}
