using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Liquidation prices that interfaces worked out by themselves were wrong, or missing in cross margin (Hyperliquid, Vega, MetaMask). Here the price is found by asking the margin engine: reported to the market, the account is short at it
/// and covered one unit of price before it, the smallest that there is.
/// </summary>
public sealed class LiquidationPriceTests
{
    private static readonly MarketParameters Free = new() { FeeRate = Ratio.Zero, OpenInterestLimit = Q("1000000"), PositionLimit = Q("1000000") };

    [Theory]
    [InlineData(MarginMode.Cross)]
    [InlineData(MarginMode.Portfolio)]
    public void AtThePrice_TheAccountIsShort_AndAUnitBeforeItIsNot(MarginMode mode) => Gen.Select(Gen.Int[1, 500], Gen.Bool, Gen.Int[5, 60], Gen.Int[0, 999_999]).Sample((lots, isLong, percent, odd) =>
    {
        var quantity = Quantity.FromRaw(lots * 10_000_000L);
        var money = (P("100") * quantity).Times(Ratio.FromPpm((percent + 30) * 10_000), Rounding.Ceiling) + Amount.FromRaw(odd);
        var (short_, covered) = (Standing(mode, quantity, isLong, money, out var price), Standing(mode, quantity, isLong, money, price, isLong ? 1 : -1));
        Assert.False(short_.IsMaintenanceCovered, $"at {price} equity is {short_.Equity} of {short_.MaintenanceMargin}");
        Assert.True(covered.IsMaintenanceCovered, $"before {price} equity is {covered.Equity} of {covered.MaintenanceMargin}");
    }, iter: 40);

    /// <summary>The engine's own price for the position at 100, and the statement once the market reports it.</summary>
    private static MarginStatement Standing(MarginMode mode, Quantity quantity, bool isLong, Amount money, out Price price)
    {
        var (scene, account) = Holding(mode, quantity, isLong, money);
        var input = ExposureBuilder.Build(account.Ledger, [], account.View, out _)!;
        price = Assert.Single(LiquidationSearch.Find(input, MarginPolicies.Default)).LiquidationPrice!.Value;
        scene.Market.Report(price.ToString());
        return account.Statement();
    }

    /// <summary>The statement the smallest unit of a price beside it.</summary>
    private static MarginStatement Standing(MarginMode mode, Quantity quantity, bool isLong, Amount money, Price price, int side)
    {
        var (scene, account) = Holding(mode, quantity, isLong, money);
        scene.Market.Report((price + Price.FromRaw(side)).ToString());
        return account.Statement();
    }

    private static (FailureScene Scene, AccountBuilder Account) Holding(MarginMode mode, Quantity quantity, bool isLong, Amount money)
    {
        var scene = new FailureScene(Free);
        var (account, other) = (scene.Account("holder", money.ToString()), scene.Account("other", "900000000"));
        account.Append(new MarginTermsSet(new SetMarginTerms(Header("terms", 99, "holder"), new MarginTerms(mode))) { At = Start });
        scene.Cleared(isLong ? account : other, isLong ? other : account, quantity.ToString());
        return (scene, account);
    }
}
