using System.Runtime.InteropServices;
using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;

namespace Clearinghouse.Benchmarks.Pricing;

/// <summary>Options to price: a day to two years, volatilities of 10 to 200 %, strikes up to three standard deviations from the forward.</summary>
internal sealed class OptionColumns
{
    private readonly OptionRight[] _rights;
    private readonly double[] _forwards;
    private readonly double[] _strikes;
    private readonly double[] _volatilities;
    private readonly double[] _years;
    private readonly double[] _discounts;

    /// <summary>So many of them, the same each time.</summary>
    public OptionColumns(int count)
    {
        const int Seed = 1976;
        const double Day = 1 / 365.0;
#pragma warning disable CA5394 // Data to measure with guard no secret.
        var random = new Random(Seed);
        _rights = [.. Draw(1).Select(value => value < 0.5 ? OptionRight.Call : OptionRight.Put)];
        _forwards = [.. Draw(1).Select(value => Math.Exp(12 * value))];
        _volatilities = [.. Draw(1).Select(value => 0.1 + (1.9 * value))];
        _years = [.. Draw(1).Select(value => Day + ((2 - Day) * value))];
        _strikes = [.. Draw(6).Select((value, i) => _forwards[i] * Math.Exp((value - 3) * Deviation(i)))];
        _discounts = [.. Draw(1).Select(value => 0.9 + (0.1 * value))];

        double[] Draw(double range) => [.. Enumerable.Range(0, count).Select(_ => range * random.NextDouble())];
#pragma warning restore CA5394
    }

    /// <summary>How many.</summary>
    public int Count => _rights.Length;

    /// <summary>For the vector formula.</summary>
    public OptionBatch Batch => new(_rights, _forwards, _strikes, _volatilities, _years, _discounts);

    /// <summary>Values one by one, by the scalar formula.</summary>
    public OptionValue EvaluateScalar(int i) => Black76.Evaluate(_rights[i], _forwards[i], _strikes[i], _volatilities[i], _years[i], _discounts[i]);

    /// <summary>Prices one by one, by the scalar formula.</summary>
    public double PriceScalar(int i) => Black76.Price(_rights[i], _forwards[i], _strikes[i], _volatilities[i], _years[i], _discounts[i]);

    /// <summary>What errors are measured against: the price of the dearer of forward and strike, one, and what scales gamma and vega.</summary>
    public OptionValue Scale(int i) => new(
        _discounts[i] * Math.Max(_forwards[i], _strikes[i]),
        _discounts[i],
        _discounts[i] / (_forwards[i] * Deviation(i)),
        _discounts[i] * _forwards[i] * Math.Sqrt(_years[i]),
        0);

    /// <summary>Writes them for another program: column after column, as doubles.</summary>
    public void Write(FileInfo file)
    {
        using var stream = file.Create();
        double[][] columns = [[.. _rights.Select(right => (double)right)], _forwards, _strikes, _volatilities, _years, _discounts];
        foreach (var column in columns) stream.Write(MemoryMarshal.AsBytes<double>(column));
    }

    private double Deviation(int i) => _volatilities[i] * Math.Sqrt(_years[i]);
}
