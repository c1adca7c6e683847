using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Risk;

/// <summary>What accounts of a pool hold together, as far as withdrawals are concerned.</summary>
/// <param name="Cash">Their cash; of one in debt, below zero.</param>
/// <param name="Defaulted">How many are in default, their losses not taken over yet.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolHoldings")]
public sealed record PoolHoldings([property: Id(0)] Amount Cash, [property: Id(1)] int Defaulted)
{
    /// <summary>Of no account.</summary>
    public static PoolHoldings None { get; } = new(Amount.Zero, 0);

    /// <summary>Two together.</summary>
    public PoolHoldings Plus(PoolHoldings other) => new(Cash + other.Cash, Defaulted + other.Defaulted);

    /// <summary>Without what an account held before it changed.</summary>
    internal PoolHoldings Less(AccountExposure account) => new(Cash - account.Cash, Defaulted - (account.IsDefaulted ? 1 : 0));

    /// <summary>With what an account holds.</summary>
    internal PoolHoldings With(AccountExposure account) => new(Cash + account.Cash, Defaulted + (account.IsDefaulted ? 1 : 0));
}
