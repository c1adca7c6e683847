using Clearinghouse.Core.Units;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>The ends and steps the documentation of the units states, and the members that each unit has for itself.</summary>
public sealed class Ranges
{
    [Fact]
    public void Ends_are_those_documented()
    {
        Assert.Equal(("-92233720368.54775808", "92233720368.54775807"), (Price.MinValue.ToString(), Price.MaxValue.ToString()));
        Assert.Equal(("-92233720368.54775808", "92233720368.54775807"), (Quantity.MinValue.ToString(), Quantity.MaxValue.ToString()));
        Assert.Equal(("-9223372036854.775808", "9223372036854.775807"), (Ratio.MinValue.ToString(), Ratio.MaxValue.ToString()));
        Assert.Equal("-17014118346046923173168.7303715884105728", Amount.MinValue.ToString());
        Assert.Equal("17014118346046923173168.7303715884105727", Amount.MaxValue.ToString());
    }

    [Fact]
    public void Steps_are_those_documented()
    {
        Assert.Equal((8, 100_000_000), (Price.DecimalPlaces, Price.One.Raw));
        Assert.Equal((8, 100_000_000), (Quantity.DecimalPlaces, Quantity.One.Raw));
        Assert.Equal((16, 10_000_000_000_000_000), (Amount.DecimalPlaces, Amount.One.Raw));
        Assert.Equal((6, 1_000_000), (Ratio.DecimalPlaces, Ratio.One.Ppm));
    }

    [Fact]
    public void Raw_goes_in_and_out()
    {
        Assert.Equal(-7, Price.FromRaw(-7).Raw);
        Assert.Equal(-7, Quantity.FromRaw(-7).Raw);
        Assert.Equal(-7, Amount.FromRaw(-7).Raw);
        Assert.Equal(-7, Ratio.FromPpm(-7).Ppm);
    }

    [Fact]
    public void Text_is_read_without_naming_a_culture()
    {
        Assert.True(Price.TryParse("1.5", out var price) && price == Price.Parse("1.5"));
        Assert.True(Quantity.TryParse("1.5", out var quantity) && quantity == Quantity.Parse("1.5"));
        Assert.True(Amount.TryParse("1.5", out var amount) && amount == Amount.Parse("1.5"));
        Assert.True(Ratio.TryParse("1.5", out var ratio) && ratio == Ratio.Parse("1.5"));
        Assert.False(Price.TryParse("1.5.", out price) || Quantity.TryParse("", out quantity) || Amount.TryParse("x", out amount));
        Assert.Equal((Price.Zero, Quantity.Zero, Amount.Zero), (price, quantity, amount));
    }
}
