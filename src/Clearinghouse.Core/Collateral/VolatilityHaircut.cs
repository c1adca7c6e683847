namespace Clearinghouse.Core.Collateral;

/// <summary>
/// What collateral may lose until it is sold: haircut = 1 − e^−(z × volatility × √time × k + spread + depeg allowance), where the time is
/// that of the sale and of the transfer before it, and k ≥ 1 is the root of how many times the value exceeds what the market absorbs.
/// </summary>
public sealed record VolatilityHaircut
{
    /// <summary>Quantile of the loss in standard deviations; 0 or more. 2.326 is the 99th percentile.</summary>
    public required double Z { get; init; }

    /// <summary>Volatility per year, as a fraction; 0 or more.</summary>
    public required double VolatilityPerYear { get; init; }

    /// <summary>Seconds that the sale takes; 0 or more.</summary>
    public required double HoldingSeconds { get; init; }

    /// <summary>Seconds until the collateral is where it can be sold: a bridge, a settlement; 0 or more.</summary>
    public required double LatencySeconds { get; init; }

    /// <summary>Seconds of the year that the volatility is per; above 0. 31,536,000 are 365 days.</summary>
    public required double YearSeconds { get; init; }

    /// <summary>What crossing the book costs, as a fraction; 0 or more.</summary>
    public required double Spread { get; init; }

    /// <summary>What a pegged asset may lose at once, as a fraction; 0 or more.</summary>
    public required double DepegAllowance { get; init; }

    /// <summary>Value that the market absorbs over a day without being moved: a share of the average daily volume, in money.</summary>
    public required double AbsorbedValue { get; init; }

    /// <summary>The exponent's part from volatility for a value that the market absorbs: z × volatility × √time; 0 or more.</summary>
    public double VolatilityTerm => Z * VolatilityPerYear * Math.Sqrt((HoldingSeconds + LatencySeconds) / YearSeconds);

    /// <summary>
    /// The value, in money, of which more would count for less in all: value × e^(−term × √(value / absorbed)) is largest where the root is
    /// 2 / term. Infinite without volatility.
    /// </summary>
    public double LargestUsefulValue
    {
        get
        {
            var root = 2 / VolatilityTerm;
            return AbsorbedValue * Math.Max(1, root * root);
        }
    }

    /// <summary>k: 1 while the market absorbs the value, beyond that the root of the multiple.</summary>
    /// <param name="value">In money; 0 or more.</param>
    /// <exception cref="DivideByZeroException">The market absorbs nothing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value or what is absorbed is below 0.</exception>
    public double ConcentrationMultiplier(double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        RequireInRange(AbsorbedValue >= 0, nameof(AbsorbedValue));
        if (AbsorbedValue == 0) throw new DivideByZeroException("A market that absorbs nothing has no concentration.");
        return Math.Max(1, Math.Sqrt(value / AbsorbedValue));
    }

    /// <summary>What a value is multiplied by: 1 − haircut; above 0, at most 1.</summary>
    /// <param name="value">In money; 0 or more.</param>
    /// <exception cref="DivideByZeroException">The market absorbs nothing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public double WeightOf(double value) => Math.Exp(-ExponentOf(value));

    /// <summary>The fraction of a value that does not count; 0 or more, below 1.</summary>
    /// <param name="value">In money; 0 or more.</param>
    /// <exception cref="DivideByZeroException">The market absorbs nothing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public double HaircutOf(double value)
    {
        // 1 − e^−x loses its digits for a small x; with t = tanh(x / 2) it is 2t / (1 + t), which keeps them.
        var t = Math.Tanh(ExponentOf(value) / 2);
        return 2 * t / (1 + t);
    }

    private double ExponentOf(double value)
    {
        RequireInRange(Z >= 0, nameof(Z));
        RequireInRange(VolatilityPerYear >= 0, nameof(VolatilityPerYear));
        RequireInRange(HoldingSeconds >= 0, nameof(HoldingSeconds));
        RequireInRange(LatencySeconds >= 0, nameof(LatencySeconds));
        RequireInRange(YearSeconds > 0, nameof(YearSeconds));
        RequireInRange(Spread >= 0, nameof(Spread));
        RequireInRange(DepegAllowance >= 0, nameof(DepegAllowance));
        return (VolatilityTerm * ConcentrationMultiplier(value)) + Spread + DepegAllowance;
    }

    private static void RequireInRange(bool isInRange, string name)
    {
        if (!isInRange) throw new ArgumentOutOfRangeException(name, $"{name} is out of range.");
    }
}
