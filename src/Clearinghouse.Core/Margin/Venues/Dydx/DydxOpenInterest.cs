using System.Numerics;

namespace Clearinghouse.Core.Margin.Venues.Dydx;

/// <summary>dYdX v4's margin, which rises with the open interest of the whole market (dydxprotocol/v4-chain, liquidity tiers). Integers: fractions in parts per million, money in quanta.</summary>
/// <param name="BaseInitialFractionPpm">Initial margin while open interest is small.</param>
/// <param name="MaintenanceFractionPpm">Maintenance margin as a fraction of that base initial margin.</param>
/// <param name="LowerCap">Open interest up to which the base holds, in quanta.</param>
/// <param name="UpperCap">Open interest from which the whole notional is asked; 0 for never.</param>
public sealed record DydxOpenInterest(long BaseInitialFractionPpm, long MaintenanceFractionPpm, BigInteger LowerCap, BigInteger UpperCap)
{
    private const long Whole = 1_000_000;

    /// <summary>dYdX's large-cap tier: 2 % and no cap.</summary>
    public static DydxOpenInterest Large { get; } = new(20_000, 600_000, 0, 0);

    /// <summary>The initial fraction at an open interest; rounded down, as the venue does.</summary>
    public long InitialFractionPpm(BigInteger openInterest)
    {
        if (UpperCap.IsZero || openInterest <= LowerCap) return BaseInitialFractionPpm;
        if (openInterest >= UpperCap) return Whole;
        return BaseInitialFractionPpm + (long)((Whole - BaseInitialFractionPpm) * (openInterest - LowerCap) / (UpperCap - LowerCap));
    }

    /// <summary>Initial margin, rounded up.</summary>
    public BigInteger InitialMargin(BigInteger notional, BigInteger openInterest) => ShareOf(BigInteger.Abs(notional), InitialFractionPpm(openInterest));

    /// <summary>Maintenance margin, rounded up at each step. Open interest does not matter.</summary>
    public BigInteger MaintenanceMargin(BigInteger notional) => ShareOf(ShareOf(BigInteger.Abs(notional), BaseInitialFractionPpm), MaintenanceFractionPpm);

    private static BigInteger ShareOf(BigInteger amount, long ppm)
    {
        var quotient = BigInteger.DivRem(amount * ppm, Whole, out var rest);
        return rest.IsZero ? quotient : quotient + 1;
    }
}
