using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>Alice, driven along the path by the deciders alone, with two deep markets that answer at once. Whether a backstop takes what it is offered is up to the test.</summary>
internal sealed class DrivenAccount
{
    private static readonly Core.Markets.MarketParameters Deep = new()
    {
        PriceMaxAgeSeconds = 1_000_000,
        Risk = new Core.Markets.RiskParameters { DepthNotional = Amount.FromInteger(10_000_000) },
    };

    private readonly MarketBuilder[] _markets =
    [
        MarketBuilder.Open(Deep).List(Terms.Perpetual()).List(Terms.Future()).Report("100"),
        MarketBuilder.Open(Deep, "eth").List(Terms.Perpetual("eth-perp", "10")).Report("13"),
    ];

    private readonly Func<bool> _takes;
    private int _refusals;

    /// <summary>Alice with positions in tenths of contracts entered at the mark, and as much cash as a share of the initial margin that they need.</summary>
    internal DrivenAccount(DefaultPolicy policy, int[] lots, int percentOfInitial, Func<bool> takes)
    {
        _takes = takes;
        Account = new AccountBuilder(Alice, _markets).Deposit("1000000");
        Account.View.Defaults = new DefaultTerms(Pool, 1, policy);
        foreach (var (quantity, market, contract) in lots.Zip([_markets[0], _markets[0], _markets[1]], [Perp, Dated, ContractId.Create("eth-perp")]))
            if (quantity != 0) Trade(market, contract, quantity);
        var statement = Account.Statement();
        var left = Amount.FromRaw((long)((decimal)statement.InitialMargin.Raw * percentOfInitial / 100));
        Account.TakeOut(statement.Cash - left);
    }

    internal AccountBuilder Account { get; }

    internal AccountLedger Ledger => Account.Ledger;

    internal AccountRiskState State => Ledger.Path.Risk.State;

    /// <summary>What was asked of the pool.</summary>
    internal List<DefaultClaim> Claims { get; } = [];

    internal IEnumerable<Quantity> Quantities => Ledger.Markets.Values.SelectMany(market => market.Positions.Values).Select(position => position.Quantity);

    internal IReadOnlyList<MarketBuilder> Markets => _markets;

    internal void Pass(int seconds)
    {
        foreach (var market in _markets) market.Now = market.Now.AddSeconds(seconds);
    }

    /// <summary>Drives as far as it goes now; at most so many moves.</summary>
    internal void Drive(int most = 400)
    {
        for (var move = 0; move < most; move++)
            if (!Move()) return;
        Assert.True(most < 400, "the account is driven for ever");
    }

    private bool Move()
    {
        if (PathMoveDecider.Next(Ledger, Account.Book, Account.View, MarginPolicies.Default, _refusals, Account.Now) is not { } move) return false;
        if (move.Order is { } order)
        {
            Carry(order);
        }
        else if (move.Claim is { } claim)
        {
            Claims.Add(claim);
            return false;
        }
        else
        {
            if (move.ChangesState) _refusals = 0;
            Account.Append(move.Events);
        }

        return true;
    }

    private void Carry(CloseOutOrder order)
    {
        var before = Ledger.Path;
        ImmutableArray<CloseOutAnswer> answers = [.. order.Trades.Select(Answer)];
        _refusals = AccountPathDecider.RefusalsAfter(_refusals, order, answers);
        Account.Append(PathMoveDecider.Answered(Ledger, Account.Book, Account.View, MarginPolicies.Default, order, answers, Account.Now));
        Assert.Equal((before.LastOrder, (CloseOutOrder?)null), (Ledger.Path.LastOrder, Ledger.Path.Order));
        Assert.Equal(order.Purpose == CloseOutPurpose.Liquidation && answers.Any(answer => answer.Refusal is null) ? before.Risk.Steps + 1 : before.Risk.Steps, Ledger.Path.Risk.Steps);
    }

    private CloseOutAnswer Answer(CloseOut trade)
    {
        var market = _markets.Single(known => known.Ledger.Market == trade.Market);
        var admission = CloseOutDecider.Admit(market.Ledger, market.Clearing.InFlight, trade, knownToBeNew: false, Account.Now);
        if (admission.InFlight is not { } inFlight) return new CloseOutAnswer(0, admission.Outcome!.Refusal);
        if (trade.Kind == TakerKind.Backstop && !_takes()) return new CloseOutAnswer(0, new Refusal(RefusalCode.BackstopFull) { Subject = trade.Taker.Value });
        var held = Ledger.FindPosition(trade.Market, trade.Contract)!.Quantity;
        Assert.Null(Account.Ask(trade.Quantity.IsPositive ? inFlight.Buyer : inFlight.Seller).Refusal);
        market.Clearing.InFlight.Add(inFlight);
        Account.Take(market.Finish(inFlight).LastLegOf(Alice));
        var left = Ledger.FindPosition(trade.Market, trade.Contract)!.Quantity;
        Assert.True(left.Abs() < held.Abs() && (left.IsZero || left.Sign == held.Sign), $"{held} became {left}");
        return new CloseOutAnswer(market.Ledger.Sequence);
    }

    private void Trade(MarketBuilder market, ContractId contract, int lots)
    {
        var quantity = $"{Math.Abs(lots) / 10m}";
        var price = market.Ledger.FindContract(contract)!.MarkAt(market.Ledger.Snapshot!.IndexPrice).ToString();
        market.Clear(lots > 0 ? market.Trade(quantity, price, contract: contract) : market.Trade(quantity, price, buyer: Bob, seller: Alice, contract: contract));
        Account.Take(market.LastLegOf(Alice));
    }
}
