using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Hyperliquid, JELLY, 26 March 2025: the vault that took the position over shared its collateral with everything else, so that what it had taken lost $12M without ever being liquidated or deleveraged. Here a backstop is an account like
/// any other: it takes up to its own maximum and by its own margin, and where that fails it is itself on the path to default, alone.
/// </summary>
public sealed class JellyBackstopTests
{
    private static readonly MarketParameters Jelly = new() { FeeRate = Ratio.Zero, OpenInterestLimit = Q("10000000"), PositionLimit = Q("10000000") };

    private readonly FailureScene _scene = new(Jelly);
    private readonly AccountBuilder _first;
    private readonly AccountBuilder _second;
    private readonly AccountBuilder _holder;
    private readonly DefaultPolicy _policy;

    public JellyBackstopTests()
    {
        (_first, _second, _holder) = (_scene.Account("first", "5000"), _scene.Account("second", "1000000"), _scene.Account("holder", "4000"));
        _policy = new DefaultPolicy { Backstops = [new Backstop(_first.Ledger.Account, A("60000")), new Backstop(_second.Ledger.Account, A("60000"))] };
    }

    [Fact]
    public void ABackstop_TakesNoMoreThanItsMaximum_WhateverItHas()
    {
        var order = Defaulted("300", "200");
        var taken = order with { Taker = _second.Ledger.Account, TakerMaxNotional = A("59999") };
        Expect.Refused(_scene.CloseOut(taken, _holder, _second), RefusalCode.BackstopFull, "second", required: "60000", limit: "59999");
        Assert.Null(_scene.CloseOut(taken with { TakerMaxNotional = A("60000") }, _holder, _second));
    }

    [Fact]
    public void ABackstop_TakesByItsOwnMargin_AndTheNextIsAsked()
    {
        // 60,000 of notional need 6,000; the first has 5,000.
        var order = Defaulted("300", "200");
        Assert.Equal((_first.Ledger.Account, A("60000")), (order.Taker, order.TakerMaxNotional));
        var refusal = _scene.CloseOut(order, _holder, _first);
        Expect.Refused(refusal, RefusalCode.InitialMarginShort, "first", required: "6000", available: "5000");
        Assert.Equal(A("5000"), _first.Ledger.Cash);
        Assert.Equal(1, AccountPathDecider.RefusalsAfter(0, _holder.Ledger.Path.Order!, [new CloseOutAnswer(0, refusal)]));
        _holder.Append(new CloseOutAnswered(1, [new CloseOutAnswer(0, refusal)]) { At = _scene.Market.Now });
        var next = Order(_holder, refusals: 1);
        Assert.Equal(_second.Ledger.Account, next.Taker);
        Assert.Null(_scene.CloseOut(next, _holder, _second));
    }

    [Fact]
    public void WhatOneTook_IsLostByItAlone_AndMakesItDefaultItself()
    {
        Assert.Null(_scene.CloseOut(Defaulted("100", "200"), _holder, _first));
        Assert.Equal(Q("-100"), _first.Ledger.FindPosition(Btc, Perp)!.Quantity);
        var others = new[] { _second, _holder }.Select(account => Convert.ToHexString(CanonicalEncoding.Encode(account.Ledger.ToState()))).ToList();

        // The price doubles again: its 5,000 are gone, and it is dealt with by the same rules.
        _scene.Market.Report("400");
        Move(_first);
        Assert.Equal(AccountRiskState.Defaulted, _first.Ledger.Path.Risk.State);
        Assert.Equal(A("-15000"), _first.Statement().Equity);
        Assert.Equal(others, [.. new[] { _second, _holder }.Select(account => Convert.ToHexString(CanonicalEncoding.Encode(account.Ledger.ToState())))]);
        Assert.Equal((A("1000000"), true), (_second.Statement().Equity, _second.Statement().IsInitialCovered));

        // It takes nothing more, it is not asked to take over from itself, and its debt belongs to a default of its own.
        Assert.Equal(RefusalCode.AccountInDefault, _first.Ask(Another(_first)).Refusal!.Code);
        var own = Order(_first, refusals: 0);
        Assert.Equal((_second.Ledger.Account, OwnNames.DefaultOf(_first.Ledger.Account, 1)), (own.Taker, own.Default));
        Assert.Null(_scene.CloseOut(own, _first, _second));
        _first.Append(new CloseOutAnswered(_first.Ledger.Path.LastOrder, [new CloseOutAnswer(_scene.Market.Ledger.Sequence)]) { At = _scene.Market.Now });
        var claim = AccountPathDecider.ClaimOf(_first.Ledger)!;
        Assert.Equal((_first.Ledger.Account, A("15000")), (claim.Account, claim.Debt));
    }

    /// <summary>A short of the holder's that is in default at a price, and the close-out that is ordered for it.</summary>
    private CloseOut Defaulted(string quantity, string price)
    {
        _scene.Cleared(_scene.Account("other", "9000000"), _holder, quantity).Market.Report(price);
        Move(_holder);
        Assert.Equal(AccountRiskState.Defaulted, _holder.Ledger.Path.Risk.State);
        return Order(_holder, refusals: 0);
    }

    private void Move(AccountBuilder account) => account.Append(AccountPathDecider.Move(account.Ledger, InputOf(account), account.Statement(), _policy, _scene.Market.Now));

    private CloseOut Order(AccountBuilder account, int refusals)
    {
        var ordered = AccountPathDecider.Order(ViewOf(account), refusals)!;
        account.Append(ordered);
        return Assert.Single(ordered.Order.Trades);
    }

    private Reservation Another(AccountBuilder taker) => (_holder.Journal.OfType<CloseOutOrdered>().First().Order.Trades[0] with
    {
        TradeId = TradeId.Create("another"),
        Taker = taker.Ledger.Account,
        TakerMaxNotional = null,
    }).Taking(Pool, _scene.Market.Now);

    private AuctionView ViewOf(AccountBuilder account) => new(account.Ledger, InputOf(account), account.Statement(), MarginPolicies.Default, new DefaultTerms(Pool, 1, _policy), _scene.Market.Now);

    private static MarginInput InputOf(AccountBuilder account) => ExposureBuilder.Build(account.Ledger, [], account.View, out _)!;
}
