using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>One that bears a part of a loss.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name among those of the kind: an account, a venue, a tranche.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LossPayer")]
public sealed record LossPayer([property: Id(0)] LossPayerKind Kind, [property: Id(1)] string Name)
{
    /// <summary>The house.</summary>
    public static LossPayer House { get; } = new(LossPayerKind.House, "house");

    /// <summary>The pool, for what nobody covers.</summary>
    public static LossPayer Pool { get; } = new(LossPayerKind.Pool, "pool");

    /// <summary>The account in default.</summary>
    public static LossPayer Defaulter(AccountId account) => new(LossPayerKind.Defaulter, account.Value);

    /// <summary>A venue.</summary>
    public static LossPayer Venue(VenueId venue) => new(LossPayerKind.Venue, venue.Value);

    /// <summary>An insurance tranche.</summary>
    public static LossPayer Tranche(string tranche) => new(LossPayerKind.Tranche, tranche);

    /// <summary>Another account.</summary>
    public static LossPayer Account(AccountId account) => new(LossPayerKind.Account, account.Value);

    /// <summary>Kind and name, as "Venue dex-one".</summary>
    public override string ToString() => $"{Kind} {Name}";
}
