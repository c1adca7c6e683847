using System.Collections.Immutable;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Boards;

namespace Clearinghouse.Grains.Accounts;

/// <summary>What can be read of an account, by the newest prices. Changes nothing.</summary>
/// <param name="ledger">The account.</param>
/// <param name="book">What it has set aside.</param>
/// <param name="board">The newest snapshots.</param>
/// <param name="policy">How accounts are margined.</param>
/// <param name="now">The time.</param>
internal readonly struct AccountReader(AccountLedger ledger, ReservationBook book, MarketBoard board, IMarginPolicy policy, DateTimeOffset now)
{
    /// <summary>Margin to the last term, with liquidation prices; null when a price is not known.</summary>
    public MarginExplanation? Explain() =>
        ExposureBuilder.Build(ledger, book.All, board, out _) is { } input ? new MarginExplanation(policy.Evaluate(input), LiquidationSearch.Find(input, policy)) : null;

    /// <summary>What would be closed, by the pool's own terms; null when a price is not known.</summary>
    public LiquidationPlan? PlanLiquidation(LiquidationTarget target)
    {
        if (ExposureBuilder.Build(ledger, book.All, board, out _) is not { } input) return null;
        var terms = ledger.Pool is { } pool && board.FindDefaults(pool) is { } defaults ? defaults.Policy.Liquidation : new LiquidationTerms();
        return LiquidationPlanner.Plan(LiquidationRequest.Of(input, policy, terms with { Target = target }, now));
    }

    /// <summary>What every stress event would do; empty when a price is not known.</summary>
    public ImmutableArray<AccountStress> GetStress() => ExposureBuilder.Build(ledger, [], board, out _) is { } input ? AccountStress.Of(input, board, board.Scenarios) : [];

    /// <summary>Balances, positions and margin.</summary>
    public AccountStatement GetStatement()
    {
        var margin = AccountDecider.Statement(ledger, book, board, policy, out _);
        return new AccountStatement(
            ledger.Account, ledger.Pool, ledger.Sequence, ledger.Deposits, ledger.Withdrawals, book.Count, margin, ledger.Terms, ledger.Call, ledger.Collateral.ToImmutableSortedDictionary(), ledger.Path);
    }

    /// <summary>What a trade would mean; null when a price is not known.</summary>
    public TradeSimulation? Simulate(SimulatedTrade trade)
    {
        if (board.Find(trade.Market) is not { } snapshot || snapshot.Find(trade.Contract) is not { } listed) return null;
        if (AccountDecider.Statement(ledger, book, board, policy, out _) is not { } before) return null;
        var price = trade.Price ?? listed.MarkPrice;
        var fill = new Reservation
        {
            Market = trade.Market,
            Pool = ledger.Pool ?? default,
            Trade = new TradeKey(VenueId.Create("simulation"), TradeId.Create("simulated")),
            Contract = trade.Contract,
            Quantity = trade.Quantity,
            Price = price,
            Fee = listed.Contract.ValueOf(trade.Quantity, price).Abs().Times(snapshot.Parameters.FeeRate, Rounding.Ceiling),
            LapsesAt = now,
        };
        var (after, refusal) = AccountDecider.Simulate(ledger, book, fill, board, policy, now);
        return new TradeSimulation(before, after, refusal);
    }
}
