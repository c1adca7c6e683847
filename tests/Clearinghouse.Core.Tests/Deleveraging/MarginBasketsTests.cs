using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Margin.MarginFixture;

namespace Clearinghouse.Core.Tests.Deleveraging;

/// <summary>Baskets read off margin inputs, deleveraged by the margin engine itself.</summary>
public sealed class MarginBasketsTests
{
    private static readonly Core.Markets.MarketSnapshot Market = Snapshot(Btc, "100", null, Terms.Perpetual(), Terms.Future(), Terms.Option(OptionRight.Call));

    private static readonly MarginInput[] Inputs =
    [
        Input("200", Exposure(Market, "btc-perp", Q("-10"))) with { Account = Alice },
        Input("200", Exposure(Market, "btc-perp", Q("-10")), Exposure(Market, "btc-mar", Q("8"))) with { Account = Bob },
        Input("-5") with { Account = Carol },
    ];

    [Fact]
    public void NetNotional_IsWhatHedgesLeave()
    {
        var baskets = MarginBaskets.Of(Inputs, Portfolio);
        Assert.Equal([(Alice, A("1000"), A("200")), (Bob, A("200"), A("200"))], baskets.Accounts.Select(account => (account.Account, account.Notional, account.Equity)));
    }

    [Fact]
    public void AnOption_CountsByItsDelta()
    {
        var basket = Assert.Single(MarginBaskets.Of([Input("200", Exposure(Market, "btc-100-c", Q("10")))], Portfolio).Accounts);
        Assert.InRange(basket.Notional.ToDouble(), 400, 700);
    }

    [Fact]
    public void Requirement_IsTheEngines()
    {
        var baskets = MarginBaskets.Of(Inputs, Portfolio);
        Assert.Equal(Portfolio.Evaluate(Inputs[1]).MaintenanceMargin, baskets.RequirementOf(baskets.Accounts[1], [Q("-10"), Q("8")]));
        Assert.Equal(Portfolio.Evaluate(Input("200", Exposure(Market, "btc-perp", Q("-5")), Exposure(Market, "btc-mar", Q("4")))).MaintenanceMargin, baskets.RequirementOf(baskets.Accounts[1], [Q("-5"), Q("4")]));
    }

    [Fact]
    public void TheHedgedAccount_IsLeftAlone_AndTheOtherEndsNoWorse()
    {
        var baskets = MarginBaskets.Of(Inputs, Portfolio);
        var plan = MinimaxDeleveraging.Plan(new DeleveragingRequest(Baskets.Cause, A("500"), A("20"), baskets.Accounts), baskets.RequirementOf);
        Assert.Empty(plan.Certificate.Verify(baskets.RequirementOf));
        Assert.Equal([DeleveragingReason.Reduced, DeleveragingReason.BelowLevel], plan.Certificate.Lines.Select(line => line.Reason));
        Assert.Equal((A("500"), A("20"), Q("-5")), (plan.Certificate.Lines[0].Reduction, plan.Certificate.Lines[0].Haircut, plan.Certificate.Lines[0].Legs[0].Closed));
    }
}
