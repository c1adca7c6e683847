using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Pricing;

/// <summary>Laws of Black-76; its numbers are in the acceptance table.</summary>
public sealed class Black76Tests
{
    private static readonly Gen<(double Forward, double Strike, double Volatility, double Time, double Discount)> Terms = Gen.Select(
        Gen.Double[1, 1000], Gen.Double[1, 1000], Gen.Double[0.05, 3], Gen.Double[0.001, 3], Gen.Double[0.8, 1.05]);

    [Fact]
    public void CallLessPut_IsForwardLessStrike() => Terms.Sample(t =>
    {
        double At(OptionRight right) => Black76.Price(right, t.Forward, t.Strike, t.Volatility, t.Time, t.Discount);
        Assert.Equal(t.Discount * (t.Forward - t.Strike), At(OptionRight.Call) - At(OptionRight.Put), 1e-10 * (t.Forward + t.Strike));
    });

    [Fact]
    public void Sensitivities_AreTheDerivatives() => Gen.Select(Terms, Gen.Enum<OptionRight>()).Sample((t, right) =>
    {
        var value = Black76.Evaluate(right, t.Forward, t.Strike, t.Volatility, t.Time, t.Discount);
        var (step, scale) = (1e-4 * t.Forward, t.Forward + t.Strike);
        double Price(double forward, double volatility) => Black76.Price(right, forward, t.Strike, volatility, t.Time, t.Discount);
        Assert.Equal((Price(t.Forward + step, t.Volatility) - Price(t.Forward - step, t.Volatility)) / (2 * step), value.Delta, 1e-4 + (1e-6 * scale * value.Gamma));
        Assert.Equal((Price(t.Forward, t.Volatility + 1e-5) - Price(t.Forward, t.Volatility - 1e-5)) / 2e-5, value.Vega, 1e-5 * scale);
    });

    [Fact]
    public void ImpliedVolatility_OfAPrice_GivesThePriceBack() => Gen.Select(Terms, Gen.Enum<OptionRight>()).Sample((t, right) =>
    {
        var price = Black76.Price(right, t.Forward, t.Strike, t.Volatility, t.Time, t.Discount);
        if (ImpliedVolatility.Find(right, t.Forward, t.Strike, t.Time, t.Discount, price) is not { } implied) return;
        Assert.Equal(price, Black76.Price(right, t.Forward, t.Strike, implied, t.Time, t.Discount), 1e-10 * (t.Forward + t.Strike));
    });

    [Theory]
    [InlineData(OptionRight.Call, 100, 90, 9.99)] // below the intrinsic value
    [InlineData(OptionRight.Call, 100, 90, 10)] // at it
    [InlineData(OptionRight.Call, 100, 90, 100)] // worth the forward
    [InlineData(OptionRight.Put, 100, 90, 90)]
    [InlineData(OptionRight.Put, 100, 90, 0)]
    [InlineData(OptionRight.Put, 100, 90, -1)]
    [InlineData(OptionRight.Put, 100, 90, double.NaN)]
    public void ImpliedVolatility_OfAPriceThatNoVolatilityGives_IsNone(OptionRight right, double forward, double strike, double price) =>
        Assert.Null(ImpliedVolatility.Find(right, forward, strike, 0.5, 1, price));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.15729920705028513066)]
    [InlineData(3, 2.2090496998585441373e-5)]
    [InlineData(-2, 1.9953222650189527342)]
    [InlineData(10, 2.0884875837625447570e-45)]
    [InlineData(26, 5.6631924088561428464e-296)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(double.NegativeInfinity, 2)]
    public void Erfc_IsAccurateFarIntoTheTail(double x, double expected) => Assert.Equal(expected, NormalDistribution.Erfc(x), Math.Abs(expected) * 1e-14);
}
