using System.Text.Json;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>What holds for every unit, run for each of them: the forms in which it leaves the process.</summary>
public abstract class FixedPointWireContract<T>
    where T : struct, IFixedPoint<T>
{
    private static readonly Gen<T> Value = UnitGen.Of<T>();
    private static readonly JsonSerializerOptions TinyBuffer = new() { DefaultBufferSize = 1 };

    [Fact]
    public void Json_is_a_string_and_gives_back_the_value() => Value.Sample(v =>
    {
        Assert.Equal($"\"{v}\"", JsonSerializer.Serialize(v));
        Assert.Equal(v, RoundTrip.Json(v));
    });

    [Theory]
    [InlineData("1")]
    [InlineData("1.5")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Json_that_is_no_string_is_refused(string json)
    {
        var refusal = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(json));
        Assert.Contains("money is a string of decimal digits, e.g. \"12.5\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_may_escape_the_digits_and_come_in_pieces()
    {
        Assert.Equal("12.5", JsonSerializer.Deserialize<T>("\"\\u0031\\u0032.5\"").ToString());
        using var pieces = new MemoryStream("                              \"-12.5\""u8.ToArray());
        Assert.Equal("-12.5", JsonSerializer.Deserialize<T>(pieces, TinyBuffer).ToString());
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>($"\"{new string('1', 200_000)}\""));
    }

    [Fact]
    public void Orleans_gives_back_the_value() => Value.Sample(v => RoundTrip.Orleans(v) == v && RoundTrip.Orleans<T?>(v) == v, iter: 1000);
}
