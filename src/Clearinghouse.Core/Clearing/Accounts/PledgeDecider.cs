using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>
/// Says whether an account can take a share of a portfolio over that it bids for. Its margin is asked with all the fills done, for hedges come together; what is set aside then stands for each fill, so that the markets' own question
/// is answered yes. All or nothing. Pure: the ledger is read, never changed.
/// </summary>
public static class PledgeDecider
{
    /// <summary>How many fills a pledge has at most.</summary>
    public const int MaxFills = 1_024;

    /// <summary>Why the account can't take the fills; null when it can.</summary>
    /// <param name="ledger">The bidder.</param>
    /// <param name="book">What it has set aside.</param>
    /// <param name="fills">What it would take, of one pool; each contract once.</param>
    /// <param name="view">The newest snapshots.</param>
    /// <param name="policy">How it is margined.</param>
    /// <param name="now">The time.</param>
    public static Refusal? Check(AccountLedger ledger, ReservationBook book, ImmutableArray<Reservation> fills, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(book);
        if (fills.IsDefaultOrEmpty || fills.Length > MaxFills) return new Refusal(RefusalCode.RequestInvalid) { Subject = "fills", Available = $"{(fills.IsDefault ? 0 : fills.Length)}", Limit = $"{MaxFills}" };
        if (fills.All(book.Holds)) return null;
        if (ledger.Pool is not { } pool) return new Refusal(RefusalCode.AccountUnknown) { Subject = ledger.Account.Value };
        if (pool != fills[0].Pool) return new Refusal(RefusalCode.WrongPool) { Subject = ledger.Account.Value, Limit = pool.Value };
        if (ledger.Path.IsBook) return new Refusal(RefusalCode.SenderNotAllowed) { Subject = ledger.Account.Value, Detail = "the pool's own book does not bid" };
        if (!ledger.Path.Risk.AllowsNewRisk) return new Refusal(RefusalCode.AccountInDefault) { Subject = ledger.Account.Value, Available = $"{ledger.Path.Risk.State}" };
        try
        {
            return CheckMargin(ledger, book, fills, view, policy, now);
        }
        catch (OverflowException)
        {
            // Checked arithmetic found that what the fills lead to does not fit the ledger. Nothing has changed yet.
            return new Refusal(RefusalCode.AmountOutOfRange) { Subject = ledger.Account.Value, Detail = "the position would be beyond the ledger's range" };
        }
    }

    /// <summary>The markets that the account joins by a pledge: whoever takes it over has to ask them what became of the fills.</summary>
    public static ImmutableArray<MarketJoined> JoinsOf(AccountLedger ledger, ImmutableArray<Reservation> fills, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return [.. fills.Select(fill => fill.Market).Distinct().Where(market => !ledger.Markets.ContainsKey(market)).Select(market => new MarketJoined(market) { At = now })];
    }

    private static Refusal? CheckMargin(AccountLedger ledger, ReservationBook book, ImmutableArray<Reservation> fills, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        var (positions, cash) = (ImmutableDictionary.CreateBuilder<(MarketId, ContractId), Position>(), ledger.Cash);
        foreach (var fill in fills)
        {
            if (view.Find(fill.Market)?.Find(fill.Contract) is not { } listed) return new Refusal(RefusalCode.PriceUnknown) { Subject = fill.Market.Value };
            var change = (ledger.FindPosition(fill.Market, fill.Contract) ?? Position.Flat(listed.Contract.Multiplier)).Fill(fill.Quantity, fill.Price, listed.FundingIndex, fill.Fee);
            positions[(fill.Market, fill.Contract)] = change.Position;
            cash += change.CashChange;
        }

        if (ExposureBuilder.Build(ledger, book.All, view, out var missing, positions.ToImmutable(), collateral: PricedOf(ledger, view, now)) is not { } input) return new Refusal(RefusalCode.PriceUnknown) { Subject = missing.Value };
        if (input.FirstStale(now) is { } stale) return new Refusal(RefusalCode.PriceStale) { Subject = stale.Value };
        if (ledger.Terms.Mode == MarginMode.Isolated && input.Exposures.Length > 1) return new Refusal(RefusalCode.IsolatedContract) { Subject = ledger.Account.Value, Available = input.Exposures[1].Contract.Contract.Id.Value };
        var after = policy.Evaluate(input with { Cash = cash });
        return after.IsInitialCovered ? null : new Refusal(RefusalCode.InitialMarginShort) { Subject = ledger.Account.Value, Required = after.InitialMargin.ToString(), Available = after.Equity.ToString() };
    }

    /// <summary>The collateral whose price is known and fresh. The rest counts for nothing rather than standing in the way: else a grain of it, paid in by whoever is to be liquidated, would keep a bidder from bidding.</summary>
    private static Dictionary<AssetId, Quantity> PricedOf(AccountLedger ledger, IMarketView view, DateTimeOffset now)
    {
        var accepted = ledger.Pool is { } pool ? view.FindCollateral(pool)?.Policy : null;
        return ledger.Collateral.Where(held => accepted?.Find(held.Key) is { } asset && view.Find(asset.Market) is { } snapshot && !snapshot.IsStaleAt(now)).ToDictionary();
    }
}
