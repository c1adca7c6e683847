using Clearinghouse.Core.Units;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>
/// Int128 and long wrap silently when the assembly is compiled without CheckForOverflowUnderflow. The operators of the units
/// say nothing about it themselves; they rely on the switch, so these tests fail when Core loses it.
/// </summary>
public sealed class CheckedArithmetic
{
    [Fact]
    public void Amounts_do_not_wrap()
    {
        Assert.Throws<OverflowException>(() => Amount.MaxValue + Amount.One);
        Assert.Throws<OverflowException>(() => Amount.MinValue - Amount.One);
        Assert.Throws<OverflowException>(() => -Amount.MinValue);
    }

    [Fact]
    public void Prices_do_not_wrap()
    {
        Assert.Throws<OverflowException>(() => Price.MaxValue + Price.One);
        Assert.Throws<OverflowException>(() => Price.MinValue - Price.One);
        Assert.Throws<OverflowException>(() => -Price.MinValue);
    }

    [Fact]
    public void Quantities_do_not_wrap()
    {
        Assert.Throws<OverflowException>(() => Quantity.MaxValue + Quantity.One);
        Assert.Throws<OverflowException>(() => Quantity.MinValue - Quantity.One);
        Assert.Throws<OverflowException>(() => -Quantity.MinValue);
    }

    [Fact]
    public void Narrowing_does_not_cut() =>
        Assert.Throws<OverflowException>(() => Amount.MaxValue.DividedBy(Quantity.One, Rounding.Floor));
}
