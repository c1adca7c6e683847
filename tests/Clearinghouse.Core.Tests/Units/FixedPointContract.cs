using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>What holds for every unit, run for each of them: arithmetic and text.</summary>
public abstract class FixedPointContract<T> : FixedPointWireContract<T>
    where T : struct, IFixedPoint<T>
{
    private static readonly Gen<T> Value = UnitGen.Of<T>();
    private static readonly T Step = T.FromWideRaw(1);

    public static TheoryData<string> RefusedTexts => new(
        "", " ", "-", "+1", "--1", "1-", "1e5", "1E5", "1,000", "1 000", "1_000", ".5", "5.", "-.5", ".", "1.2.3", " 1", "1 ", "1\n", "1\0",
        "0x1", "NaN", "Infinity", "(1)", "\u0661", "\u22121", "1.-5", new string('0', 129));

    [Fact]
    public void Default_is_zero()
    {
        Assert.Equal(T.Zero, default);
        Assert.True(T.Zero.IsZero);
        Assert.Equal(T.Zero, T.AdditiveIdentity);
        Assert.Equal("0", T.Zero.ToString());
    }

    [Fact]
    public void One_prints_as_one_and_is_the_scale()
    {
        Assert.Equal("1", T.One.ToString());
        Assert.Equal(BigInteger.Pow(10, T.DecimalPlaces), T.One.WideRaw);
        Assert.Equal(T.One, FixedPoint.FromInteger<T>(1));
        Assert.Equal(T.One, FixedPoint.FromDecimal<T>(1.000m));
    }

    [Fact]
    public void Raw_goes_in_and_out() => Value.Sample(v => T.FromWideRaw(v.WideRaw) == v);

    [Fact]
    public void Equality_ordering_and_hash_agree_with_raw() => Gen.Select(Value, Value, Gen.Bool).Sample((a, other, same) =>
    {
        var b = same ? a : other;
        var order = a.WideRaw.CompareTo(b.WideRaw);
        Assert.Equal(order == 0, a == b);
        Assert.Equal(order != 0, a != b);
        Assert.Equal(order == 0, a.Equals(b));
        Assert.Equal(order == 0, a.Equals((object)b));
        Assert.Equal(order < 0, a < b);
        Assert.Equal(order <= 0, a <= b);
        Assert.Equal(order > 0, a > b);
        Assert.Equal(order >= 0, a >= b);
        Assert.Equal(order, Math.Sign(a.CompareTo(b)));
        Assert.Equal(order <= 0 ? a : b, FixedPoint.Min(a, b));
        Assert.Equal(order >= 0 ? a : b, FixedPoint.Max(a, b));
        if (order == 0) Assert.Equal(a.GetHashCode(), b.GetHashCode());
    });

    [Fact]
    public void Hashes_spread() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(i => T.FromWideRaw(i).GetHashCode()).Distinct().Count());

    [Fact]
    public void Sign_questions_agree_with_raw() => Value.Sample(v =>
    {
        Assert.Equal(Int128.Sign(v.WideRaw), v.Sign);
        Assert.Equal(v.WideRaw == 0, v.IsZero);
        Assert.Equal(v.WideRaw > 0, v.IsPositive);
        Assert.Equal(v.WideRaw < 0, v.IsNegative);
    });

    [Fact]
    public void Sum_difference_and_negation_are_exact_or_throw() => Gen.Select(Value, Value).Sample((a, b) =>
    {
        Assert.Equal(Reference.Within<T>((BigInteger)a.WideRaw + b.WideRaw), Reference.OrNull(() => (a + b).WideRaw));
        Assert.Equal(Reference.Within<T>((BigInteger)a.WideRaw - b.WideRaw), Reference.OrNull(() => (a - b).WideRaw));
        Assert.Equal(Reference.Within<T>(-(BigInteger)a.WideRaw), Reference.OrNull(() => (-a).WideRaw));
        Assert.Equal(Reference.Within<T>(BigInteger.Abs(a.WideRaw)), Reference.OrNull(() => a.Abs().WideRaw));
    });

    [Fact]
    public void Adding_and_taking_away_gives_back() => Gen.Select(Value, Value)
        .Where((a, b) => Reference.Within<T>((BigInteger)a.WideRaw + b.WideRaw) is not null)
        .Sample((a, b) => (a + b) - b == a && (a + b) - a == b);

    [Fact]
    public void Beyond_the_ends_throws()
    {
        Assert.Throws<OverflowException>(() => T.MaxValue + Step);
        Assert.Throws<OverflowException>(() => T.MinValue - Step);
        Assert.Throws<OverflowException>(() => -T.MinValue);
        Assert.Throws<OverflowException>(() => T.MinValue.Abs());
        Assert.Equal(T.MaxValue, -(T.MinValue + Step));
    }

    [Fact]
    public void Print_and_parse_give_back_the_value() => Value.Sample(v =>
    {
        var text = v.ToString()!;
        Assert.Equal(v, RoundTrip.Text<T>(text));
        Assert.Equal(v, T.Parse(text.AsSpan(), null));
        Assert.True(T.TryParse(text, null, out var parsed));
        Assert.Equal(v, parsed);
    });

    [Fact]
    public void Print_is_the_shortest_plain_decimal() => Value.Sample(v =>
    {
        var digits = BigInteger.Abs(v.WideRaw).ToString(CultureInfo.InvariantCulture).PadLeft(T.DecimalPlaces + 1, '0');
        var expected = $"{digits[..^T.DecimalPlaces]}.{digits[^T.DecimalPlaces..]}".TrimEnd('0').TrimEnd('.');
        Assert.Equal(v.IsNegative ? "-" + expected : expected, v.ToString());
    });

    [Fact]
    public void Formatting_into_spans_agrees_with_print_and_refuses_short_ones() => Value.Sample(v =>
    {
        var text = v.ToString()!;
        var chars = new char[text.Length];
        var bytes = new byte[text.Length];
        Assert.True(v.TryFormat(chars, out var charsWritten, "N2", CultureInfo.InvariantCulture));
        Assert.True(v.TryFormat(bytes, out var bytesWritten, default, null));
        Assert.Equal((text.Length, text.Length), (charsWritten, bytesWritten));
        Assert.Equal(text, new string(chars));
        Assert.Equal(text, Encoding.UTF8.GetString(bytes));
        Assert.False(v.TryFormat(chars.AsSpan(1), out charsWritten, default, null));
        Assert.False(v.TryFormat(bytes.AsSpan(1), out bytesWritten, default, null));
        Assert.Equal((0, 0), (charsWritten, bytesWritten));
    });

    [Fact]
    public void Ends_print_and_parse()
    {
        Assert.Equal(T.MaxValue, T.Parse(T.MaxValue.ToString()!, null));
        Assert.Equal(T.MinValue, T.Parse(T.MinValue.ToString()!, null));
        foreach (var beyond in new[] { (BigInteger)T.MaxValue.WideRaw + 1, (BigInteger)T.MinValue.WideRaw - 1, BigInteger.Pow(10, 60) })
        {
            var scale = BigInteger.Pow(10, T.DecimalPlaces);
            var (integer, fraction) = BigInteger.DivRem(BigInteger.Abs(beyond), scale);
            var text = $"{(beyond < 0 ? "-" : "")}{integer}.{fraction.ToString($"D{T.DecimalPlaces}", CultureInfo.InvariantCulture)}";
            var refusal = Assert.Throws<OverflowException>(() => T.Parse(text, null));
            Assert.Contains("outside the range", refusal.Message, StringComparison.Ordinal);
            Assert.False(T.TryParse(text, null, out _));
        }
    }

    [Theory]
    [MemberData(nameof(RefusedTexts))]
    public void Anything_but_plain_decimal_digits_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => T.Parse(text, null));
        Assert.False(T.TryParse(text, null, out var value));
        Assert.Equal(T.Zero, value);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void Nothing_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => RoundTrip.Text<T>(null));
        Assert.False(T.TryParse(null, null, out _));
    }

    [Fact]
    public void Decimals_beyond_the_type_are_refused_unless_zero()
    {
        var step = "0." + new string('0', T.DecimalPlaces - 1) + "1";
        Assert.Equal(Step, T.Parse(step, null));
        Assert.Equal(Step, T.Parse(step + "000", null));
        Assert.Contains("more decimals", Assert.Throws<FormatException>(() => T.Parse(step + "1", null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("-0.000", "0")]
    [InlineData("007.50", "7.5")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("0.05", "0.05")]
    [InlineData("100", "100")]
    public void Other_spellings_are_read_and_printed_in_the_one_form(string text, string printed) =>
        Assert.Equal(printed, T.Parse(text, null).ToString());

    [Fact]
    public void Culture_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = odd;
        try
        {
            Assert.Equal("-1.5", T.Parse("-1.5", odd).ToString());
            Assert.Equal("-1.5", T.Parse("-1.5", odd).ToString("N", odd));
            Assert.Equal("-1.5", string.Create(odd, $"{T.Parse("-1.5", odd):N3}"));
            Assert.False(T.TryParse("1,5", odd, out _));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Integers_convert_exactly_or_throw() => Gen.Long.Sample(i => Assert.Equal(
        Reference.Within<T>(i * BigInteger.Pow(10, T.DecimalPlaces)), Reference.OrNull(() => FixedPoint.FromInteger<T>(i).WideRaw)));

    [Fact]
    public void Decimals_convert_exactly_or_throw() => Gen.Select(Gen.Decimal, Gen.Byte[0, 28]).Sample((digits, scale) =>
    {
        var bits = decimal.GetBits(digits);
        var whole = new decimal(bits[0], bits[1], bits[2], decimal.IsNegative(digits), 0);
        var value = new decimal(bits[0], bits[1], bits[2], decimal.IsNegative(digits), scale);
        var steps = new BigInteger(whole) * BigInteger.Pow(10, T.DecimalPlaces);
        var exact = BigInteger.DivRem(steps, BigInteger.Pow(10, scale), out var lost);
        if (lost != 0) Assert.Throws<ArgumentException>(() => FixedPoint.FromDecimal<T>(value));
        else Assert.Equal(Reference.Within<T>(exact), Reference.OrNull(() => FixedPoint.FromDecimal<T>(value).WideRaw));
    });

    [Fact]
    public void Double_is_within_its_precision() => Value.Sample(v =>
    {
        var exact = double.Parse(v.ToString()!, CultureInfo.InvariantCulture);
        Assert.InRange(v.ToDouble(), exact - (Math.Abs(exact) * Math.ScaleB(1, -51)), exact + (Math.Abs(exact) * Math.ScaleB(1, -51)));
    });
}
