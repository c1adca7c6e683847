using System.Globalization;
using System.Numerics;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>Fractions are compared with whole numbers, with the units and with what the framework makes of decimal text.</summary>
public sealed class RationalTests
{
    private static readonly Gen<Rational> Fractions =
        Gen.Select(Gen.Long, Gen.Long[1, long.MaxValue]).Select((top, bottom) => Rational.FromInteger(top) / Rational.FromInteger(bottom));

    [Fact]
    public void Default_IsZero() =>
        Assert.Equal((Rational.Zero, BigInteger.One, "0"), (default, default(Rational).Denominator, default(Rational).ToString()));

    [Fact]
    public void Arithmetic_IsThatOfAField() => Gen.Select(Fractions, Fractions, Fractions).Sample((a, b, c) =>
    {
        Assert.Equal(a + b, b + a);
        Assert.Equal((a + b) * c, (a * c) + (b * c));
        Assert.Equal(a, a - b + b);
        if (b.Sign != 0) Assert.Equal(a, a / b * b);
        Assert.Equal((a - b).Sign, a.CompareTo(b));
        Assert.Equal(a.Abs, a.Sign < 0 ? -a : a);
    });

    [Fact]
    public void Fractions_AreInLowestTerms() => Fractions.Sample(a =>
    {
        Assert.True(a.Denominator.Sign > 0);
        Assert.True(BigInteger.GreatestCommonDivisor(a.Numerator, a.Denominator).IsOne);
    });

    [Fact]
    public void Unit_GoesThereAndBackExactly() => Gen.Select(UnitGen.Amount, UnitGen.Rounding).Sample((amount, rounding) =>
        Assert.Equal(amount, Rational.From(amount).Round<Amount>(rounding)));

    [Fact]
    public void Round_IsRoundedDivision() => Gen.Select(Gen.Long, Gen.Long[100_000_000, long.MaxValue], UnitGen.Rounding).Sample((top, bottom, rounding) =>
    {
        var expected = Reference.Divide(new BigInteger(top) * 100_000_000, bottom, rounding);
        Assert.Equal(expected, (Rational.FromInteger(top) / Rational.FromInteger(bottom)).Round<Price>(rounding).Raw);
    });

    [Fact]
    public void Double_GoesThereAndBackExactly() =>
        Gen.Double.Where(double.IsFinite).Sample(value => Assert.Equal(value, Rational.FromDouble(value).ToDouble()));

    [Fact]
    public void ToDouble_IsTheNearest() => Gen.Select(Gen.Long, Gen.Int[0, 18]).Sample((digits, decimals) =>
    {
        var text = $"{digits}e-{decimals}";
        Assert.True(Rational.TryParse(text, out var value));
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value.ToDouble());
    });

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.50", "-0.5")]
    [InlineData("1.25e3", "1250")]
    [InlineData("1E-3", "0.001")]
    [InlineData("123456789012345678901234567890.000000000000000000001", "123456789012345678901234567890.000000000000000000001")]
    public void TryParse_ReadsDecimalText(string text, string printed)
    {
        Assert.True(Rational.TryParse(text, out var value));
        Assert.Equal(printed, value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("+1")]
    [InlineData("1,000")]
    [InlineData("1e")]
    [InlineData("1e1e1")]
    [InlineData("1e1001")]
    [InlineData("NaN")]
    [InlineData("\u0661")]
    public void TryParse_RefusesAnythingElse(string text)
    {
        Assert.False(Rational.TryParse(text, out var value));
        Assert.Equal(Rational.Zero, value);
    }

    [Fact]
    public void Text_OfAThird_IsRoundedAtFiftyDecimals() => Assert.Equal($"-0.{new string('6', 49)}7", (Rational.FromInteger(-2) / 3).ToString());

    [Theory]
    [InlineData("7.9", "2", "6")]
    [InlineData("-7.9", "2", "-8")]
    [InlineData("7.9", "0", "7.9")]
    [InlineData("0.3", "0.1", "0.3")]
    public void FloorTo_TakesTheMultipleBelow(string value, string step, string expected) => Assert.Equal(Number(expected), Number(value).FloorTo(Number(step)));

    [Fact]
    public void DivisionByZero_Throws() => Assert.Throws<DivideByZeroException>(() => Rational.One / Rational.Zero);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void FromDouble_RefusesWhatIsNoNumber(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => Rational.FromDouble(value));

    private static Rational Number(string text) => Rational.TryParse(text, out var value) ? value : throw new FormatException(text);
}
