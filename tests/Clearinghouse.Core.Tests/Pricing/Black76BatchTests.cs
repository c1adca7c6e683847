using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Pricing;

/// <summary>Options valued together are worth what each is worth alone.</summary>
public sealed class Black76BatchTests
{
    private static readonly Gen<TestOption> AnyOption = Gen.Select(
        Gen.Enum<OptionRight>(), Gen.Double[-14, 18], Gen.Double[-3, 3], Gen.Double[-6, 2], Gen.Double[-7, 2], Gen.Double[0.5, 1.1],
        (right, forward, moneyness, volatility, years, discount) =>
            new TestOption(right, Math.Exp(forward), Math.Exp(forward + moneyness), Math.Exp(volatility), Math.Exp(years), discount));

    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 18)];

    /// <summary>Right, forward, strike, total standard deviation; what it is worth, delta, gamma, vega: computed from the formula at 50 digits.</summary>
    public static TheoryData<OptionRight, double, double, double, double, double, double, double> ExactValues => new()
    {
        { OptionRight.Call, 100, 100, 0.2, 7.965567455405797, 0.539827837277029, 0.019847627373850586, 39.69525474770118 },
        { OptionRight.Put, 100, 100, 1e-08, 3.989422804014327e-07, -0.4999999980052886, 398942.28040143265, 39.89422804014327 },
        { OptionRight.Call, 100, 100.0000001, 1e-06, 3.9844248010167104e-05, 0.4996012572810134, 3989.420811297874, 39.89420811297874 },
        { OptionRight.Call, 100, 120, 0.3, 5.4405634678143056, 0.32357015412701656, 0.011975430428286199, 35.9262912848586 },
        { OptionRight.Put, 100, 120, 0.3, 25.440563467814307, -0.6764298458729835, 0.011975430428286199, 35.9262912848586 },
        { OptionRight.Call, 120, 100, 0.3, 25.440563467814307, 0.7756962337926054, 0.008316271130754305, 35.9262912848586 },
        { OptionRight.Put, 120, 100, 0.3, 5.4405634678143056, -0.22430376620739456, 0.008316271130754305, 35.9262912848586 },
        { OptionRight.Put, 100, 250, 0.05, 150, -1, 1.4963252038229118e-74, 7.48162601911456e-72 },
        { OptionRight.Call, 100, 250, 0.05, 1.1040794976626596e-75, 4.0760396607208917e-75, 1.4963252038229118e-74, 7.48162601911456e-72 },
        { OptionRight.Put, 100, 40, 0.1, 1.7021134838320128e-20, -1.587045239161679e-20, 1.4789725176144758e-20, 1.478972517614476e-17 },
        { OptionRight.Call, 1, 1.5, 3, 0.8373366949407043, 0.9138491084143325, 0.05239460192282796, 0.15718380576848387 },
        { OptionRight.Put, 50000, 60000, 12, 59999.9998919366, -1.0832360645220762e-09, 1.109171335859621e-14, 0.0003327514007578863 },
        { OptionRight.Call, 1e-09, 3e-09, 0.7, 2.8945608689808126e-11, 0.11133745582065636, 270958930.5996716, 1.8967125141977013e-10 },
        { OptionRight.Call, 100, 1000, 0.35, 3.7671837683356093e-10, 7.577108323194964e-11, 1.4186830671637845e-11, 4.965390735073246e-08 },
        { OptionRight.Put, 7e+90, 1e-90, 30, 8.611914455090576e-91, -1.0531314222802128e-183, 1.4500575221968505e-274, 2.1315845576293702e-91 },
        { OptionRight.Call, 100, 99.9, 70, 100, 1, 5.626322265427444e-271, 3.9384255857992103e-265 },
    };

    [Theory]
    [MemberData(nameof(ExactValues))]
    public void KnownOptions_KeepTheirDigits(OptionRight right, double forward, double strike, double deviation, double price, double delta, double gamma, double vega)
    {
        var value = Assert.Single(TestOption.Evaluate([new TestOption(right, forward, strike, deviation, 1, 1)]));
        AssertRelative(price, value.Price, 1e-12 + (1e-15 / deviation));
        AssertRelative(delta, value.Delta, 1e-12);
        AssertRelative(gamma, value.Gamma, 1e-12);
        AssertRelative(vega, value.Vega, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AsManyOptionsAsThereAre_AreWorthWhatEachIsAlone(int length) => AnyOption.Array[length].Sample(options =>
    {
        var (values, prices) = (TestOption.Evaluate(options), TestOption.Price(options));
        Assert.Equal(length, prices.Length);
        for (var i = 0; i < length; i++)
        {
            var (option, scalar) = (options[i], options[i].EvaluateScalar());
            var deviation = option.Deviation;

            // The scalar formula takes the logarithm of a rounded quotient, which it then divides by the deviation.
            var rounding = 4e-16 * (1 + (1 / deviation));
            Assert.Equal(values[i].Price, prices[i]);
            Assert.Equal(scalar.Price, values[i].Price, 2e-15 * option.Discount * (option.Forward + option.Strike));
            Assert.Equal(scalar.Delta, values[i].Delta, option.Discount * (1e-15 + rounding));
            Assert.Equal(scalar.Gamma * option.Forward * deviation, values[i].Gamma * option.Forward * deviation, option.Discount * (2e-15 + rounding));
            Assert.Equal(scalar.Vega, values[i].Vega, option.Discount * option.Forward * Math.Sqrt(option.Years) * (2e-15 + rounding));
        }
    });

    [Fact]
    public void Place_DoesNotMatter() => AnyOption.Array[1, 9].Sample(options =>
        Assert.Equal(options.Select(option => Assert.Single(TestOption.Evaluate([option]))), TestOption.Evaluate(options)));

    [Theory]
    [InlineData(100, 90, 0, 1)] // no volatility
    [InlineData(100, 90, 0.5, 0)] // no time
    [InlineData(100, 100, 0, 0)]
    [InlineData(100, 0, 0.5, 1)] // no strike
    [InlineData(100, -10, 0.5, 1)]
    [InlineData(0, 100, 0.5, 1)]
    [InlineData(100, 90, -0.5, 1)]
    [InlineData(100, 90, 1e-200, 1)]
    [InlineData(100, 90, 1e-12, 1)] // certain
    [InlineData(90, 100, 1e-12, 1)]
    [InlineData(100, 1e-30, 0.5, 1)] // far in and out of the money
    [InlineData(1e-30, 100, 0.5, 1)]
    [InlineData(100, 1e-200, 0.5, 1)]
    [InlineData(1e-300, 1e-320, 0.5, 1)]
    [InlineData(1e200, 1e201, 0.5, 1)]
    [InlineData(100, 90, 100, 1)] // as good as any outcome
    [InlineData(100, 90, 1e9, 4)]
    [InlineData(100, 90, 1e200, 1)]
    [InlineData(100, 90, double.PositiveInfinity, 1)]
    [InlineData(100, 90, double.NaN, 1)]
    [InlineData(double.NaN, 90, 0.5, 1)]
    [InlineData(100, double.NaN, 0.5, 1)]
    public void Edges_AreThoseOfTheScalar(double forward, double strike, double volatility, double years)
    {
        foreach (var right in Enum.GetValues<OptionRight>())
        {
            // Beside ordinary options, which keep their values.
            var ordinary = new TestOption(right, 100, 110, 0.6, 0.5, 0.95);
            var edge = new TestOption(right, forward, strike, volatility, years, 0.9);
            var values = TestOption.Evaluate([ordinary, edge, ordinary, ordinary, ordinary, edge]);
            var scalar = edge.EvaluateScalar();
            var size = double.IsNaN(forward + strike) ? 1 : Math.Max(Math.Abs(forward), Math.Abs(strike));
            Assert.All([values[1], values[5]], value =>
            {
                Assert.Equal(scalar.Price, value.Price, 1e-15 * size);
                Assert.Equal(scalar.Delta, value.Delta, 1e-15);
                Assert.Equal(scalar.Gamma, value.Gamma, 1e-15);
                Assert.Equal(scalar.Vega, value.Vega, 1e-15 * size);
            });
            Assert.All([values[0], values[2], values[3], values[4]], value => Assert.Equal(Assert.Single(TestOption.Evaluate([ordinary])), value));
        }
    }

    [Fact]
    public void CallLessPut_IsForwardLessStrike() => AnyOption.Sample(option =>
    {
        var prices = TestOption.Price([option with { Right = OptionRight.Call }, option with { Right = OptionRight.Put }]);
        Assert.Equal(option.Discount * (option.Forward - option.Strike), prices[0] - prices[1], 5e-16 * option.Discount * Math.Max(option.Forward, option.Strike));
    });

    [Fact]
    public void MoreVolatility_IsWorthNoLess() => Gen.Select(AnyOption, Gen.Double[0, 1]).Sample((option, more) =>
    {
        var prices = TestOption.Price([option, option with { Volatility = option.Volatility * (1 + more) }]);
        Assert.InRange(prices[0] - prices[1], double.NegativeInfinity, 5e-16 * option.Discount * Math.Max(option.Forward, option.Strike));
        Assert.InRange(prices[1] / option.Discount, 0, (option.Right == OptionRight.Call ? option.Forward : option.Strike) * (1 + 5e-16));
    });

    [Fact]
    public void ColumnsOfOne_HoldForAll() => Gen.Select(AnyOption, Gen.Double[0.1, 10].Array[0, 9]).Sample((option, forwards) =>
    {
        var prices = new double[forwards.Length];
        Black76Batch.Price(new OptionBatch([option.Right], forwards, [option.Strike], [option.Volatility], [option.Years], [option.Discount]), prices);
        Assert.Equal(TestOption.Price([.. forwards.Select(forward => option with { Forward = forward })]), prices);
    });

    [Fact]
    public void Prices_MayOverwriteAColumn() => Gen.Double[50, 200].Array[0, 17].Sample(forwards =>
    {
        var prices = new double[forwards.Length];
        Black76Batch.Price(new OptionBatch([OptionRight.Put], forwards, [100], [0.7], [0.3], [1]), prices);
        Black76Batch.Price(new OptionBatch([OptionRight.Put], forwards, [100], [0.7], [0.3], [1]), forwards);
        Assert.Equal(prices, forwards);
    });

    [Fact]
    public void Nothing_IsAllocated()
    {
        var column = Enumerable.Repeat(100.0, 1_001).ToArray();
        Black76Batch.Price(new OptionBatch([OptionRight.Call], column, [100], [0.7], [0], [1]), column);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Black76Batch.Price(new OptionBatch([OptionRight.Call], column, [100], [0.7], [0.3], [1]), column);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void ColumnsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => { _ = new OptionBatch([OptionRight.Put], new double[2], new double[3], [0.7], [0.3], [1]).Count; });
        Assert.Throws<ArgumentOutOfRangeException>(() => Black76Batch.Price(new OptionBatch([OptionRight.Put], new double[5], [100], [0.7], [0.3], [1]), new double[4]));
    }

    private static void AssertRelative(double expected, double actual, double tolerance) => Assert.Equal(expected, actual, Math.Abs(expected) * tolerance);
}
