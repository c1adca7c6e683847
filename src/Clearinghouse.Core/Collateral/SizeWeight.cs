namespace Clearinghouse.Core.Collateral;

/// <summary>
/// Weights that depend on size (Drift's initial margin factor): what is large counts for less as an asset and for more as a debt, with the
/// square root of its quantity.
/// </summary>
/// <param name="BaseWeight">What a small quantity counts for, as a fraction of its value; 0 or more.</param>
/// <param name="SizeFactor">How fast size tells, per root of a unit; 0 or more.</param>
public sealed record SizeWeight(double BaseWeight, double SizeFactor)
{
    private const double AssetNumerator = 1.1;
    private const double LiabilityShare = 0.8;

    /// <summary>What an asset counts for, as a fraction of its value: min(base, 1.1 / (1 + factor × √quantity)).</summary>
    /// <param name="quantity">Units; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is below 0.</exception>
    public double OfAsset(double quantity) => Math.Min(BaseWeight, AssetNumerator / (1 + (SizeFactor * Root(quantity))));

    /// <summary>What a debt counts for, as a fraction of its value: max(base, 0.8 × base + factor × √quantity).</summary>
    /// <param name="quantity">Units; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is below 0.</exception>
    public double OfLiability(double quantity) => Math.Max(BaseWeight, (LiabilityShare * BaseWeight) + (SizeFactor * Root(quantity)));

    private static double Root(double quantity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantity);
        return Math.Sqrt(quantity);
    }
}
