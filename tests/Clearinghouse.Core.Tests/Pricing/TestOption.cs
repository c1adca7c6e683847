using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;

namespace Clearinghouse.Core.Tests.Pricing;

/// <summary>An option as tests write it down.</summary>
/// <param name="Right">Call or put.</param>
/// <param name="Forward">Forward price.</param>
/// <param name="Strike">Strike price.</param>
/// <param name="Volatility">Per year.</param>
/// <param name="Years">To expiry.</param>
/// <param name="Discount">Value today of 1 at expiry.</param>
internal sealed record TestOption(OptionRight Right, double Forward, double Strike, double Volatility, double Years, double Discount)
{
    /// <summary>Total standard deviation.</summary>
    public double Deviation => Volatility * Math.Sqrt(Years);

    /// <summary>By the scalar formula.</summary>
    public OptionValue EvaluateScalar() => Black76.Evaluate(Right, Forward, Strike, Volatility, Years, Discount);

    /// <summary>Prices of many.</summary>
    public static double[] Price(TestOption[] options)
    {
        var prices = new double[options.Length];
        Black76Batch.Price(Columns(options), prices);
        return prices;
    }

    /// <summary>Values of many; without theta.</summary>
    public static OptionValue[] Evaluate(TestOption[] options)
    {
        var (prices, deltas, gammas, vegas) = (new double[options.Length], new double[options.Length], new double[options.Length], new double[options.Length]);
        Black76Batch.Evaluate(Columns(options), prices, deltas, gammas, vegas);
        return [.. options.Select((_, i) => new OptionValue(prices[i], deltas[i], gammas[i], vegas[i], 0))];
    }

    private static OptionBatch Columns(TestOption[] options) => new(
        options.Select(option => option.Right).ToArray(),
        options.Select(option => option.Forward).ToArray(),
        options.Select(option => option.Strike).ToArray(),
        options.Select(option => option.Volatility).ToArray(),
        options.Select(option => option.Years).ToArray(),
        options.Select(option => option.Discount).ToArray());
}
