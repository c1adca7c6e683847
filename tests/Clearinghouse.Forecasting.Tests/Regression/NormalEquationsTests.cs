using Clearinghouse.Forecasting.Regression;
using CsCheck;
using MathNet.Numerics.LinearRegression;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Regression;

/// <summary>The fast least squares against a slow one.</summary>
public sealed class NormalEquationsTests
{
    [Fact]
    public void Coefficients_are_those_of_a_QR_factorisation() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[20, 60], Gen.Int[0, 1_000_000]).Sample((width, rows, seed) =>
        {
            var random = new Random(seed);
            double[] scales = [.. Enumerable.Range(0, width).Select(_ => Math.Pow(10, random.Next(-6, 4)))];
            double[][] x = [.. Enumerable.Range(0, rows).Select(_ => scales.Select(scale => scale * (random.NextDouble() - 0.3)).ToArray())];
            double[] y = [.. x.Select(row => 3 + row.Select((value, i) => (i + 1) * value / scales[i]).Sum() + random.NextDouble())];

            var equations = new NormalEquations(width);
            foreach (var (row, target) in x.Zip(y)) equations.Add(row, target);
            var expected = MultipleRegression.QR(x, y, intercept: true);

            var actual = equations.Solve().Values;
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6 * Math.Max(1, Math.Abs(expected[i])));
        });

    [Fact]
    public void An_exact_line_is_found()
    {
        var equations = new NormalEquations(1);
        foreach (var x in new[] { 1.0, 2, 5 }) equations.Add([x], 4 - (2 * x));

        var line = equations.Solve();

        Assert.Equal(4, line.Values[0], 1e-9);
        Assert.Equal(-16, line.At([10]), 1e-9);
    }

    [Fact]
    public void Columns_that_repeat_each_other_share_the_coefficient()
    {
        var equations = new NormalEquations(2);
        for (var i = 0; i < 20; i++) equations.Add([i, i], 1 + (6.0 * i));

        Assert.Equal(1 + (6.0 * 30), equations.Solve().At([30, 30]), 1e-3);
    }

    [Fact]
    public void Too_few_rows_are_refused()
    {
        var equations = new NormalEquations(2);
        equations.Add([1, 2], 3);

        Assert.Throws<InvalidOperationException>(equations.Solve);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused()
    {
        var equations = new NormalEquations(1);
        foreach (var x in new[] { 1, 2, double.NaN, 4 }) equations.Add([x], x);

        Assert.Throws<InvalidOperationException>(equations.Solve);
    }
}
