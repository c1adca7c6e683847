using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Clearinghouse.Core.Products;

namespace Clearinghouse.Core.Pricing;

/// <summary>
/// Options to value in one go, column by column. A column holds one element per option, or a single one that all options share.
/// Whoever has total standard deviations σ√T rather than volatilities gives them as volatilities of one year.
/// </summary>
/// <param name="rights">Call or put.</param>
/// <param name="forwards">Forward prices; above 0.</param>
/// <param name="strikes">Strike prices.</param>
/// <param name="volatilities">Per year, as fractions; not negative.</param>
/// <param name="years">To expiry; not negative.</param>
/// <param name="discountFactors">Value today of 1 at expiry; above 0.</param>
public readonly ref struct OptionBatch(
    ReadOnlySpan<OptionRight> rights,
    ReadOnlySpan<double> forwards,
    ReadOnlySpan<double> strikes,
    ReadOnlySpan<double> volatilities,
    ReadOnlySpan<double> years,
    ReadOnlySpan<double> discountFactors)
{
    private readonly ReadOnlySpan<OptionRight> _rights = rights;
    private readonly ReadOnlySpan<double> _forwards = forwards;
    private readonly ReadOnlySpan<double> _strikes = strikes;
    private readonly ReadOnlySpan<double> _volatilities = volatilities;
    private readonly ReadOnlySpan<double> _years = years;
    private readonly ReadOnlySpan<double> _discountFactors = discountFactors;

    /// <summary>How many options: the length of the columns that hold more than one element.</summary>
    public int Count { get; } = CountOf([rights.Length, forwards.Length, strikes.Length, volatilities.Length, years.Length, discountFactors.Length]);

    /// <summary>One option's value by the scalar formula.</summary>
    internal OptionValue EvaluateScalar(int index) => Black76.Evaluate(
        At(_rights, index), At(_forwards, index), At(_strikes, index), At(_volatilities, index), At(_years, index), At(_discountFactors, index));

    /// <summary>Every bit set where the option is a put.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector256<double> Puts(int start)
    {
        var (lower, upper) = Vector128.Widen(_rights.Length - start >= Vector128<int>.Count
            ? Vector128.Create(MemoryMarshal.Cast<OptionRight, int>(_rights.Slice(start, Vector128<int>.Count)))
            : RightsAtEnd(start));
        return Vector256.Equals(Vector256.Create(lower, upper), Vector256.Create((long)OptionRight.Put)).AsDouble();
    }

    /// <summary>Forward prices of the options from an index on.</summary>
    internal Vector256<double> Forwards(int start) => Load(_forwards, start);

    /// <summary>Strike prices.</summary>
    internal Vector256<double> Strikes(int start) => Load(_strikes, start);

    /// <summary>Volatilities per year.</summary>
    internal Vector256<double> Volatilities(int start) => Load(_volatilities, start);

    /// <summary>Square roots of the years to expiry.</summary>
    internal Vector256<double> SqrtYears(int start) => Vector256.Sqrt(Load(_years, start));

    /// <summary>Discount factors.</summary>
    internal Vector256<double> DiscountFactors(int start) => Load(_discountFactors, start);

    private static int CountOf(ReadOnlySpan<int> lengths)
    {
        var count = 1;
        foreach (var length in lengths)
        {
            if (length != 1) count = length;
        }

        foreach (var length in lengths)
        {
            if (length != 1 && length != count) throw new ArgumentException($"A column has {length} elements and another {count}.", nameof(lengths));
        }

        return count;
    }

    /// <summary>Past the end the last option is repeated: what fills a vector up is an option like any other.</summary>
    private static T At<T>(ReadOnlySpan<T> column, int index) => column[Math.Min(index, column.Length - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(ReadOnlySpan<double> column, int start) =>
        column.Length - start >= Vector256<double>.Count ? Vector256.Create(column.Slice(start, Vector256<double>.Count)) : LoadEnd(column, start);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Vector128<int> RightsAtEnd(int start) =>
        Vector128.Create((int)At(_rights, start), (int)At(_rights, start + 1), (int)At(_rights, start + 2), (int)At(_rights, start + 3));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> LoadEnd(ReadOnlySpan<double> column, int start) => column.Length == 1
        ? Vector256.Create(column[0])
        : Vector256.Create(At(column, start), At(column, start + 1), At(column, start + 2), At(column, start + 3));
}
