using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Clearinghouse.Core.Pricing;

/// <summary>
/// <see cref="Black76"/> for many options, four at a time. An option's result does not depend on its place or its neighbours, and is the same to the bit on every processor.
/// Against the exact formula of the given total standard deviation, prices are within 5e-16 × discount × max(forward, strike), deltas within 5e-16 × discount,
/// vegas within 1e-15 × discount × forward × √years and gammas within 1e-15 × discount / (forward × total standard deviation).
/// Options without time, volatility or a positive strike, and numbers outside 1e-100 … 1e100, go to the scalar formula, with its bits. Nothing is allocated; results may overwrite a column they are computed from.
/// </summary>
public static class Black76Batch
{
    /// <summary>Compiled fully at once, and not into a caller, whose budget for inlining it would exceed: either way the kernel would become calls, ten times as slow.</summary>
    private const MethodImplOptions WholeLoop = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>Values.</summary>
    /// <param name="options">The options.</param>
    /// <param name="prices">Receives <see cref="OptionValue.Price"/>; at least as long as there are options.</param>
    [MethodImpl(WholeLoop)]
    public static void Price(scoped in OptionBatch options, Span<double> prices)
    {
        prices = prices[..options.Count];
        for (var i = 0; i < prices.Length; i += Vector256<double>.Count)
        {
            var (forward, strike) = (options.Forwards(i), options.Strikes(i));
            var deviation = options.Volatilities(i) * options.SqrtYears(i);
            var price = Black76Kernel.Price(options.Puts(i), forward, strike, deviation, options.DiscountFactors(i));
            var exceptions = Black76Kernel.OutsideDomain(forward, strike, deviation);
            if (exceptions != 0) price = Corrected(options, i, exceptions, new Black76Lanes(price, default, default, default)).Price;
            Store(price, prices, i);
        }
    }

    /// <summary>Values with their sensitivities to the forward and to volatility.</summary>
    /// <param name="options">The options.</param>
    /// <param name="prices">Receives <see cref="OptionValue.Price"/>; this and the others at least as long as there are options.</param>
    /// <param name="deltas">Receives <see cref="OptionValue.Delta"/>.</param>
    /// <param name="gammas">Receives <see cref="OptionValue.Gamma"/>.</param>
    /// <param name="vegas">Receives <see cref="OptionValue.Vega"/>.</param>
    [MethodImpl(WholeLoop)]
    public static void Evaluate(scoped in OptionBatch options, Span<double> prices, Span<double> deltas, Span<double> gammas, Span<double> vegas)
    {
        var count = options.Count;
        prices = prices[..count];
        deltas = deltas[..count];
        gammas = gammas[..count];
        vegas = vegas[..count];
        for (var i = 0; i < count; i += Vector256<double>.Count)
        {
            var (forward, strike, sqrtYears) = (options.Forwards(i), options.Strikes(i), options.SqrtYears(i));
            var deviation = options.Volatilities(i) * sqrtYears;
            var lanes = Black76Kernel.Evaluate(options.Puts(i), forward, strike, deviation, options.DiscountFactors(i), sqrtYears);
            var exceptions = Black76Kernel.OutsideDomain(forward, strike, deviation);
            if (exceptions != 0) lanes = Corrected(options, i, exceptions, lanes);
            Store(lanes.Price, prices, i);
            Store(lanes.Delta, deltas, i);
            Store(lanes.Gamma, gammas, i);
            Store(lanes.Vega, vegas, i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Black76Lanes Corrected(scoped in OptionBatch options, int start, uint exceptions, Black76Lanes lanes)
    {
        for (var lane = 0; lane < Vector256<double>.Count; lane++)
        {
            if ((exceptions >> lane & 1) != 0) lanes = lanes.With(lane, options.EvaluateScalar(start + lane));
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> lanes, Span<double> column, int start)
    {
        if (column.Length - start >= Vector256<double>.Count) lanes.CopyTo(column.Slice(start, Vector256<double>.Count));
        else StoreEnd(lanes, column[start..]);
    }

    private static void StoreEnd(Vector256<double> lanes, Span<double> column)
    {
        for (var lane = 0; lane < column.Length; lane++) column[lane] = lanes[lane];
    }
}
