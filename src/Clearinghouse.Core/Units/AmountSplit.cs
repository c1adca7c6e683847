using System.Collections.Immutable;
using System.Numerics;

namespace Clearinghouse.Core.Units;

/// <summary>Divides an amount among several in proportion to weights, so that the parts sum to it exactly.</summary>
public static class AmountSplit
{
    /// <summary>
    /// By largest remainder: each gets its exact share rounded down to 10^-16, and the units left over go one each to the largest remainders, the earlier of equals first.
    /// A part differs from the exact share by less than a unit. So where the total is at most the sum of weights, no part exceeds its weight.
    /// </summary>
    /// <param name="total">Not negative.</param>
    /// <param name="weights">Not negative; not all zero unless the total is.</param>
    /// <exception cref="ArgumentException">The total or a weight is negative, or there is something to divide and no weight.</exception>
    public static ImmutableArray<Amount> LargestRemainder(Amount total, ReadOnlySpan<Amount> weights)
    {
        var sum = SumOf(total, weights);
        if (total.IsZero) return Nothing(weights.Length);

        var parts = new Int128[weights.Length];
        var remainders = new BigInteger[weights.Length];
        var left = total.Raw;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = (Int128)BigInteger.DivRem((BigInteger)total.Raw * weights[i].Raw, sum, out remainders[i]);
            left -= parts[i];
        }

        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).Take((int)left)) parts[i]++;
        return [.. parts.Select(Amount.FromRaw)];
    }

    /// <summary>
    /// Each gets its exact share rounded down to a multiple of the quantum, and the last also what is left. How some venues and clearing houses divide; the last may so be asked for more than its share.
    /// </summary>
    /// <param name="total">Not negative.</param>
    /// <param name="weights">Not negative; not all zero unless the total is.</param>
    /// <param name="quantum">The step of all parts but the last; zero for the finest, 10^-16.</param>
    /// <exception cref="ArgumentException">The total, a weight or the quantum is negative, or there is something to divide and no weight.</exception>
    public static ImmutableArray<Amount> RemainderToLast(Amount total, ReadOnlySpan<Amount> weights, Amount quantum)
    {
        var sum = SumOf(total, weights);
        if (total.IsZero) return Nothing(weights.Length);

        var parts = new Amount[weights.Length];
        var left = total;
        for (var i = 0; i < parts.Length - 1; i++)
        {
            parts[i] = FloorTo(Amount.FromRaw((Int128)((BigInteger)total.Raw * weights[i].Raw / sum)), quantum);
            left -= parts[i];
        }

        parts[^1] = left;
        return [.. parts];
    }

    /// <summary>The largest multiple of a quantum that is not above an amount.</summary>
    /// <param name="amount">Not negative.</param>
    /// <param name="quantum">Not negative; zero leaves the amount as it is.</param>
    /// <exception cref="ArgumentException">The quantum is negative.</exception>
    public static Amount FloorTo(Amount amount, Amount quantum)
    {
        if (quantum.IsNegative) throw new ArgumentException("A quantum is not negative.", nameof(quantum));
        return quantum.IsZero ? amount : Amount.FromRaw(amount.Raw - (amount.Raw % quantum.Raw));
    }

    private static BigInteger SumOf(Amount total, ReadOnlySpan<Amount> weights)
    {
        if (total.IsNegative) throw new ArgumentException("What is divided is not negative.", nameof(total));
        var sum = BigInteger.Zero;
        foreach (var weight in weights)
        {
            if (weight.IsNegative) throw new ArgumentException("A weight is not negative.", nameof(weights));
            sum += weight.Raw;
        }

        return sum.IsZero && !total.IsZero ? throw new ArgumentException("There is something to divide and no weight.", nameof(weights)) : sum;
    }

    private static ImmutableArray<Amount> Nothing(int count) => [.. Enumerable.Repeat(Amount.Zero, count)];
}
