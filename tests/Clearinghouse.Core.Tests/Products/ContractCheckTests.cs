using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Products;

/// <summary>Every rule that terms must keep to be listed.</summary>
public sealed class ContractCheckTests
{
    [Fact]
    public void Check_TermsOfEachKind_AreListable()
    {
        Assert.Null(Terms.Perpetual().Check());
        Assert.Null(Terms.Future().Check());
        Assert.Null(Terms.Option(OptionRight.Call).Check());
        Assert.Null(Terms.Option(OptionRight.Put).Check());
    }

    [Fact]
    public void Check_WithoutName_NamesTheId() => Refused("id", Terms.Perpetual() with { Id = default });

    [Theory]
    [InlineData("0")]
    [InlineData("-0.5")]
    public void Check_TickNotPositive_NamesTheTick(string tick) => Refused("tick", Terms.Perpetual() with { Tick = P(tick) });

    [Theory]
    [InlineData("0")]
    [InlineData("-0.1")]
    public void Check_LotNotPositive_NamesTheLot(string lot) => Refused("lot", Terms.Perpetual() with { Lot = Q(lot) });

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void Check_MultiplierNotPositive_NamesTheMultiplier(string multiplier) =>
        Refused("multiplier", Terms.Perpetual() with { Multiplier = Q(multiplier) });

    [Theory]
    [InlineData("0.00000001", "0.1")] // a product of nine decimals
    [InlineData("10000000", "10000000")] // a product beyond the range
    public void Check_LotTimesMultiplierNotRepresentable_NamesTheMultiplier(string lot, string multiplier) =>
        Refused("multiplier", Terms.Perpetual() with { Lot = Q(lot), Multiplier = Q(multiplier) });

    [Fact]
    public void Check_LotTimesMultiplierOfEightDecimals_IsListable() =>
        Assert.Null((Terms.Perpetual() with { Lot = Q("0.0001"), Multiplier = Q("0.0001") }).Check());

    [Fact]
    public void Check_PerpetualWithExpiry_NamesTheExpiry() => Refused("expiry", Terms.Perpetual() with { Expiry = Terms.Expiry });

    [Fact]
    public void Check_DatedWithoutExpiry_NamesTheExpiry()
    {
        Refused("expiry", Terms.Future() with { Expiry = null });
        Refused("expiry", Terms.Option(OptionRight.Call) with { Expiry = null });
    }

    [Fact]
    public void Check_OptionWithoutPositiveStrike_NamesTheStrike()
    {
        Refused("strike", Terms.Option(OptionRight.Call) with { Strike = null });
        Refused("strike", Terms.Option(OptionRight.Call) with { Strike = Price.Zero });
        Refused("strike", Terms.Option(OptionRight.Put) with { Strike = P("-100") });
    }

    [Fact]
    public void Check_OptionWithoutRight_NamesTheRight() => Refused("right", Terms.Option(OptionRight.Call) with { Right = null });

    [Fact]
    public void Check_StrikeOrRightOnAnotherKind_NamesTheStrike()
    {
        Refused("strike", Terms.Perpetual() with { Strike = P("100") });
        Refused("strike", Terms.Future() with { Right = OptionRight.Put });
    }

    [Fact]
    public void Check_KindOrRightThatIsNone_IsRefused()
    {
        Refused("kind", Terms.Future() with { Kind = (ContractKind)9 });
        Refused("right", Terms.Option((OptionRight)9));
    }

    private static void Refused(string field, Contract terms)
    {
        var refusal = terms.Check();
        Assert.NotNull(refusal);
        Assert.Equal((RefusalCode.ContractTermsInvalid, field), (refusal.Code, refusal.Subject));
        Assert.False(string.IsNullOrEmpty(refusal.Detail));
    }
}
