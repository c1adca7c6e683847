using Clearinghouse.Core.Audit;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>
/// One pool with two markets and five accounts, in which nothing fails: messages arrive at once and in order. Trades stay in flight until a later step, though,
/// so that deposits, withdrawals, prices and expiries come in between.
/// </summary>
internal sealed class World
{
    private readonly List<(MarketBuilder Market, InFlightTrade Trade)> _open = [];
    private int _commands;

    internal World()
    {
        Markets = [Market("btc"), Market("eth")];
        Accounts = [.. Enumerable.Range(0, 5).Select(i => new AccountBuilder(AccountId.Create($"acc-{i}"), Markets))];
        foreach (var account in Accounts) account.Deposit("1000");
    }

    internal MarketBuilder[] Markets { get; }

    internal AccountBuilder[] Accounts { get; }

    internal PoolLedger Pool { get; } = new(Names.Pool);

    internal List<PoolEvent> PoolJournal { get; } = [];

    internal void Do(WorldStep step)
    {
        var (market, account) = (Markets[step.A % 2], Accounts[step.B % 5]);
        switch (step.Kind)
        {
            case WorldStepKind.Begin: Begin(market, step); break;
            case WorldStepKind.Novate: Close(step, isNovated: true); break;
            case WorldStepKind.Drop: Close(step, isNovated: false); break;
            case WorldStepKind.Report: market.Report($"{50 + (step.C % 100)}.{step.D % 10}"); break;
            case WorldStepKind.Accrue: market.Accrue(ContractOf(market, step.D % 2 == 0 ? "perp" : "tenth"), Ratio.FromPpm((step.C % 20_000) - 10_000).ToString()); break;
            case WorldStepKind.Deposit: account.Deposit($"{(step.C % 500) + 1}.0000000000000007"); break;
            case WorldStepKind.Withdraw: Withdraw(account, step); break;
            case WorldStepKind.Expire: Expire(market, step); break;
            case WorldStepKind.CollectFees: Collect(market); break;
            case WorldStepKind.Contribute: Contribute(step); break;
            default: throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    internal PoolAudit Audit() =>
        PoolAuditor.Audit(Pool, [.. Markets.Select(market => market.Ledger)], [.. Accounts.Select(account => account.Ledger)]);

    private static MarketBuilder Market(string name) => MarketBuilder.Open(new() { FeeRate = R("0.000333"), PositionLimit = Q("50") }, name)
        .List(Terms.Perpetual($"{name}-perp"))
        .List(Terms.Perpetual($"{name}-tenth", "0.1"))
        .List(Terms.Future($"{name}-future"))
        .List(Terms.Option(OptionRight.Call, id: $"{name}-option"))
        .Report("100");

    private static ContractId ContractOf(MarketBuilder market, string kind) => ContractId.Create($"{market.Ledger.Market}-{kind}");

    private void Begin(MarketBuilder market, WorldStep step)
    {
        var kind = (step.C % 4) switch { 0 => "perp", 1 => "tenth", 2 => "future", _ => "option" };
        if (market.Ledger.FindContract(ContractOf(market, kind)) is not { Status: ContractStatus.Trading } contract) return;

        // Within the band, on the tick: an option's mark may be zero.
        var mark = contract.MarkAt(market.Ledger.Snapshot!.IndexPrice);
        var ticks = Math.Max(1, (mark.Raw / contract.Contract.Tick.Raw) + (step.D % 9) - 4);
        var (buyer, seller) = (Accounts[step.B % 5], Accounts[(step.B + 1 + (step.C % 3)) % 5]);
        var trade = market.Trade(
            $"{((step.D % 70) + 1) / 10m}", Price.FromRaw(ticks * contract.Contract.Tick.Raw).ToString(), buyer.Ledger.Account, seller.Ledger.Account, contract.Contract.Id);
        if (market.Admit(trade).InFlight is not { } admitted) return;
        market.Clearing.InFlight.Add(admitted);
        var (bought, sold) = (buyer.TryReserve(admitted.Buyer), seller.TryReserve(admitted.Seller));
        _open.Add((market, admitted));
        if (!bought || !sold) Close(_open.Count - 1, isNovated: false);
    }

    private void Close(WorldStep step, bool isNovated)
    {
        if (_open.Count > 0) Close(step.C % _open.Count, isNovated);
    }

    private void Close(int index, bool isNovated)
    {
        var (market, trade) = _open[index];
        _open.RemoveAt(index);
        if (isNovated && TradeDecider.Novate(market.Ledger, trade, market.Now).Refusal is null)
        {
            market.Finish(trade);
            Deliver(market);
            return;
        }

        market.Clearing.InFlight.Remove(trade.Trade.Key);
        foreach (var account in Accounts) account.Book.Release(market.Ledger.Market, trade.Trade.Key);
    }

    private void Deliver(MarketBuilder market)
    {
        foreach (var owed in market.Clearing.Outbox.Accounts.ToList())
        {
            var account = Accounts.Single(known => known.Ledger.Account == owed);
            foreach (var leg in market.Clearing.Outbox.Peek(owed, int.MaxValue, long.MaxValue)) account.Take(leg);
            market.Clearing.Confirm(owed, account.Ledger.CursorOf(market.Ledger.Market));
        }
    }

    private static void Withdraw(AccountBuilder account, WorldStep step)
    {
        var decision = account.DecideWithdrawal(Amount.FromInteger((step.C % 1500) + 1));
        if (decision.Status != CommandStatus.Created) return;
        account.Append(decision.Events);
        Assert.False(account.Statement().FreeCollateral.IsNegative, $"{account.Ledger.Account} withdrew what was not free");
        Assert.False(account.Ledger.Cash.IsNegative, $"{account.Ledger.Account} withdrew what it did not have");
    }

    private void Expire(MarketBuilder market, WorldStep step)
    {
        var contract = ContractOf(market, step.D % 2 == 0 ? "future" : "option");
        if (market.Ledger.FindContract(contract)!.Status == ContractStatus.Expired) return;
        foreach (var every in Markets) every.Now = every.Now < Terms.Expiry ? Terms.Expiry : every.Now;
        market.Expire(contract, $"{50 + (step.C % 100)}");
        Deliver(market);
        foreach (var every in Markets) every.Report(every.Ledger.Snapshot!.IndexPrice.ToString());
    }

    private void Collect(MarketBuilder market)
    {
        if (PoolDecider.Collect(Pool, market.Ledger.Market, market.Ledger.Sequence, market.Ledger.CumulativeFees, market.Now) is { } e) Append(e);
    }

    private void Contribute(WorldStep step)
    {
        var command = new ContributeFund(Header($"c{++_commands}", _commands), PoolFund.Insurance, Amount.FromInteger((step.C % 9) + 1));
        Append(Assert.Single(PoolDecider.Decide(Pool, command, Start).Events));
    }

    private void Append(PoolEvent e)
    {
        Pool.Apply(Pool.Sequence + 1, e);
        PoolJournal.Add(e);
    }
}
