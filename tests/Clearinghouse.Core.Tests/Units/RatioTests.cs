using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

public sealed class RatioTests : FixedPointContract<Ratio>
{
    [Fact]
    public void Five_percent_is_fifty_thousand_parts_per_million()
    {
        Assert.Equal("0.05", Ratio.FromPpm(50_000).ToString());
        Assert.Equal(50_000, Ratio.Parse("0.05").Ppm);
        Assert.Equal("5", Amount.FromInteger(100).Times(Ratio.FromPpm(50_000), Rounding.Ceiling).ToString());
    }

    [Fact]
    public void Decimal_is_exact_both_ways() => UnitGen.Ratio.Sample(ratio => Ratio.FromDecimal(ratio.ToDecimal()) == ratio);
}
