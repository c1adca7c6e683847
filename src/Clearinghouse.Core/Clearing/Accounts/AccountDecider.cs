using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Decides the commands of an account, and what it does with legs. Pure: the ledger is read, never changed.</summary>
public static class AccountDecider
{
    /// <summary>Takes a deposit. The first one opens the account.</summary>
    public static Decision<AccountEvent> Decide(AccountLedger ledger, Deposit command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<AccountEvent>.From(known);
        if (string.IsNullOrEmpty(command.Pool.Value)) return Refuse(RefusalCode.RequestInvalid, "pool");
        if (MovementLimit.Check(command.Amount) is { } invalid) return Decision<AccountEvent>.Refuse(invalid);
        if (ledger.Pool is { } pool && pool != command.Pool) return Refuse(RefusalCode.WrongPool, pool.Value);
        return Decision<AccountEvent>.Accept(new Deposited(command) { At = now });
    }

    /// <summary>Pays out what is free: no more than cash after funding, and no more than equity above what must stay behind (<see cref="TransferMargin"/>).</summary>
    public static Decision<AccountEvent> Decide(
        AccountLedger ledger, ReservationBook book, Withdraw command, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<AccountEvent>.From(known);
        if (MovementLimit.Check(command.Amount) is { } invalid) return Decision<AccountEvent>.Refuse(invalid);
        if (ledger.Pool is not { } pool) return Refuse(RefusalCode.AccountUnknown, ledger.Account.Value);
        if (ExposureBuilder.Build(ledger, book.All, view, out var missing) is not { } input) return Refuse(RefusalCode.PriceUnknown, missing.Value);
        if (input.FirstStale(now) is { } stale) return Refuse(RefusalCode.PriceStale, stale.Value);

        var statement = policy.Evaluate(input);
        var settlements = FundingOwed(input, now);
        var cash = settlements.Aggregate(ledger.Cash, (sum, settled) => sum - settled.FundingPaid);
        var stays = TransferMargin.Of(pool, input, statement, view, policy, now);
        var free = Amount.Min(cash, statement.Equity - stays);
        if (command.Amount > free)
        {
            return Decision<AccountEvent>.Refuse(new Refusal(command.Amount <= Amount.Min(cash, statement.FreeCollateral) ? RefusalCode.TransferMarginShort : RefusalCode.FreeCollateralShort)
            {
                Subject = ledger.Account.Value,
                Required = command.Amount.ToString(),
                Available = Amount.Max(free, Amount.Zero).ToString(),
                Limit = stays > statement.InitialMargin ? stays.ToString() : null,
            });
        }

        return Decision<AccountEvent>.Accept([new Withdrawn(command) { At = now }, .. settlements]);
    }

    /// <summary>Changes how the account is margined: only when it stays covered by the new terms, trades in flight included, and isolated only with one contract at most.</summary>
    public static Decision<AccountEvent> Decide(
        AccountLedger ledger, ReservationBook book, SetMarginTerms command, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<AccountEvent>.From(known);
        if (!Enum.IsDefined(command.Terms.Mode)) return Refuse(RefusalCode.RequestInvalid, "terms.mode");
        if (command.Terms.MaxLeverage is { Ppm: < 1_000_000 }) return Refuse(RefusalCode.RequestInvalid, "terms.maxLeverage");
        if (ledger.Pool is null) return Refuse(RefusalCode.AccountUnknown, ledger.Account.Value);
        if (ExposureBuilder.Build(ledger, book.All, view, out var missing, terms: command.Terms) is not { } input) return Refuse(RefusalCode.PriceUnknown, missing.Value);
        if (command.Terms.Mode == MarginMode.Isolated && input.Exposures.Length > 1) return Refuse(RefusalCode.IsolatedContract, input.Exposures[1].Contract.Contract.Id.Value);
        if (input.FirstStale(now) is { } stale) return Refuse(RefusalCode.PriceStale, stale.Value);
        var statement = policy.Evaluate(input);
        return input.Exposures.IsEmpty || statement.IsInitialCovered
            ? Decision<AccountEvent>.Accept(new MarginTermsSet(command) { At = now })
            : Decision<AccountEvent>.Refuse(Short(RefusalCode.InitialMarginShort, statement));
    }

    /// <summary>Calls an account that fell below its maintenance margin, and takes the call back when it is above again. Nothing is decided twice, and nothing without a price.</summary>
    public static AccountEvent? CheckMargin(AccountLedger ledger, ReservationBook book, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        if (ExposureBuilder.Build(ledger, book.All, view, out _) is not { } input) return null;
        var statement = policy.Evaluate(input);
        return (statement.IsMaintenanceCovered, ledger.Call) switch
        {
            (false, null) => new MarginCalled(statement.Equity, statement.MaintenanceMargin, VersionsOf(input)) { At = now },
            (true, not null) => new MarginRestored(statement.Equity, statement.MaintenanceMargin) { At = now },
            _ => null,
        };
    }

    /// <summary>What margin would be with one more fill in flight, and whether it would be granted: the very check of a trade.</summary>
    public static (MarginStatement? After, Refusal? Refusal) Simulate(
        AccountLedger ledger, ReservationBook book, Reservation fill, IMarketView view, IMarginPolicy policy, DateTimeOffset now) =>
        (ExposureBuilder.Build(ledger, [.. book.All, fill], view, out _) is { } input ? policy.Evaluate(input) : null, Reserve(ledger, book, fill, view, policy, now).Refusal);

    /// <summary>
    /// Says whether margin can be set aside for a fill. A fill that only shrinks the position passes where the account is short, as long as it leaves the account no worse off.
    /// Asked again for the same fill, it says yes again. Another fill under the same trade is judged beside the first until that is let go: which of the two its market will novate is not known here.
    /// </summary>
    public static ReservationDecision Reserve(
        AccountLedger ledger, ReservationBook book, Reservation reservation, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        if (book.Holds(reservation)) return default;
        if (reservation.Role == ReservationRole.Book) return TakeIntoBook(ledger, reservation, now);
        if (ledger.Pool is not { } pool) return new(new Refusal(RefusalCode.AccountUnknown) { Subject = ledger.Account.Value }, null);
        if (pool != reservation.Pool) return new(new Refusal(RefusalCode.WrongPool) { Subject = ledger.Account.Value, Limit = pool.Value }, null);
        if (CheckRole(ledger, book.All, reservation, view) is { } outOfRole) return new(outOfRole, null);
        if (reservation.Role != ReservationRole.Closing && CheckMargin(ledger, book.All, reservation, view, policy, now) is { } refusal) return new(refusal, null);
        return new(null, ledger.Markets.ContainsKey(reservation.Market) ? null : new MarketJoined(reservation.Market) { At = now });
    }

    /// <summary>Says what to do with a leg: apply it, nothing (it was applied before), or ask for what is missing before it.</summary>
    public static LegDisposition Receive(AccountLedger ledger, AccountLeg leg, DateTimeOffset now)
    {
        var market = ledger.Markets.GetValueOrDefault(leg.Market) ?? AccountMarket.Joined(leg.Market);
        if (leg.Sequence <= market.Cursor) return default;
        if (leg.PreviousSequence != market.Cursor) return new LegDisposition(null, IsGap: true);
        var change = Fill(market, leg);
        return new LegDisposition(new LegApplied(leg, change.Realised, change.FundingPaid, ledger.Cash + change.CashChange) { At = now }, IsGap: false);
    }

    /// <summary>The statement of an account with everything set aside; null with the market whose snapshot is missing.</summary>
    public static MarginStatement? Statement(
        AccountLedger ledger, ReservationBook book, IMarketView view, IMarginPolicy policy, out MarketId missing) =>
        ExposureBuilder.Build(ledger, book.All, view, out missing) is { } input ? policy.Evaluate(input) : null;

    /// <summary>A leg's effect on the position of its contract.</summary>
    internal static PositionChange Fill(AccountMarket market, AccountLeg leg) =>
        (market.Positions.GetValueOrDefault(leg.Contract) ?? Position.Flat(leg.Multiplier)).Fill(leg.Quantity, leg.Price, leg.FundingIndex, leg.Fee);

    /// <summary>The pool's own book takes whatever a market gives it: the market alone decides that nobody else does.</summary>
    private static ReservationDecision TakeIntoBook(AccountLedger ledger, Reservation reservation, DateTimeOffset now)
    {
        if (ledger.Account != OwnNames.BookOf(reservation.Pool)) return new(new Refusal(RefusalCode.SenderNotAllowed) { Subject = ledger.Account.Value }, null);
        return new(
            null,
            ledger.Markets.ContainsKey(reservation.Market) ? null : new MarketJoined(reservation.Market) { At = now },
            ledger.Path.IsBook ? null : new BookOpened(reservation.Pool) { At = now });
    }

    /// <summary>What an account may take in its role, whatever its margin: nothing new in default, only reductions when it is closed, no more than its maximum as a backstop.</summary>
    private static Refusal? CheckRole(AccountLedger ledger, IReadOnlyCollection<Reservation> others, Reservation reservation, IMarketView view)
    {
        switch (reservation.Role)
        {
            // An order that was answered is over: its message may have been late, and whatever it did not close another order does.
            case ReservationRole.Closing when ledger.Path.Order?.Trades.Any(trade => trade.Market == reservation.Market && trade.Trade.Key == reservation.Trade) != true:
                return new Refusal(RefusalCode.NothingToClose) { Subject = ledger.Account.Value, Detail = "no such close-out is under way" };
            case ReservationRole.Closing:
                var position = ledger.FindPosition(reservation.Market, reservation.Contract);
                return position is not null && Reduces(position, others, reservation)
                    ? null
                    : new Refusal(RefusalCode.NothingToClose) { Subject = ledger.Account.Value, Required = reservation.Quantity.ToString(), Available = $"{position?.Quantity ?? Quantity.Zero}" };
            case ReservationRole.Bidder when !ledger.Path.Risk.AllowsNewRisk:
            case ReservationRole.Trade or ReservationRole.Backstop when ledger.Path.IsShut:
                return new Refusal(RefusalCode.AccountInDefault) { Subject = ledger.Account.Value, Available = $"{ledger.Path.Risk.State}" };
            case ReservationRole.Backstop when reservation.MaxNotional is { } most && ExposureBuilder.Build(ledger, [.. others, reservation], view, out _) is { } input:
                var gross = input.Exposures.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.NotionalOf(exposure.LargestQuantity));
                return gross > most ? new Refusal(RefusalCode.BackstopFull) { Subject = ledger.Account.Value, Required = gross.ToString(), Limit = most.ToString() } : null;
            case ReservationRole.Trade when ledger.Path.IsBook:
                return new Refusal(RefusalCode.SenderNotAllowed) { Subject = ledger.Account.Value, Detail = "the pool's own book makes no trades on venues" };
            case ReservationRole.Trade when ledger.Protocol.IsClosing && !(ledger.FindPosition(reservation.Market, reservation.Contract) is { } open && Reduces(open, others, reservation)):
                return new Refusal(RefusalCode.AccountBeingClosed) { Subject = ledger.Account.Value, Available = $"{ledger.FindPosition(reservation.Market, reservation.Contract)?.Quantity ?? Quantity.Zero}" };
            default:
                return null;
        }
    }

    private static Refusal? CheckMargin(
        AccountLedger ledger, IReadOnlyCollection<Reservation> others, Reservation reservation, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        try
        {
            return CheckMarginInRange(ledger, others, reservation, view, policy, now);
        }
        catch (OverflowException)
        {
            // Checked arithmetic found that the worst the trades in flight can lead to does not fit the ledger. Nothing has changed yet.
            return new Refusal(RefusalCode.AmountOutOfRange) { Subject = ledger.Account.Value, Detail = "the position would be beyond the ledger's range" };
        }
    }

    private static Refusal? CheckMarginInRange(
        AccountLedger ledger, IReadOnlyCollection<Reservation> others, Reservation reservation, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        if (ledger.Terms.Mode == MarginMode.Isolated && OtherContract(ledger, others, reservation) is { } other)
            return new Refusal(RefusalCode.IsolatedContract) { Subject = ledger.Account.Value, Available = other.Value };
        var position = ledger.FindPosition(reservation.Market, reservation.Contract);
        var reduces = position is not null && Reduces(position, others, reservation);
        if (ExposureBuilder.Build(ledger, [.. others, reservation], view, out var missing) is not { } input)
            return reduces ? null : new Refusal(RefusalCode.PriceUnknown) { Subject = missing.Value };
        if (!reduces && input.FirstStale(now) is { } stale) return new Refusal(RefusalCode.PriceStale) { Subject = stale.Value };

        var after = policy.Evaluate(input);
        if (after.IsInitialCovered) return null;
        return reduces ? CheckReduction(ledger, others, reservation, position!, view, policy) : Short(RefusalCode.InitialMarginShort, after);
    }

    private static Refusal? CheckReduction(
        AccountLedger ledger, IReadOnlyCollection<Reservation> others, Reservation reservation, Position position, IMarketView view, IMarginPolicy policy)
    {
        var before = policy.Evaluate(ExposureBuilder.Build(ledger, others, view, out _)!);
        var index = view.Find(reservation.Market)!.Find(reservation.Contract)!.FundingIndex;
        var change = position.Fill(reservation.Quantity, reservation.Price, index, reservation.Fee);
        var filled = ImmutableDictionary<(MarketId, ContractId), Position>.Empty.Add((reservation.Market, reservation.Contract), change.Position);
        var input = ExposureBuilder.Build(ledger, others, view, out _, filled)!;
        var after = policy.Evaluate(input with { Cash = input.Cash + change.CashChange });
        return after.FreeCollateral >= before.FreeCollateral ? null : Short(RefusalCode.ReductionWorsensAccount, after);
    }

    private static ImmutableSortedDictionary<MarketId, long> VersionsOf(MarginInput input) =>
        input.Exposures.DistinctBy(exposure => exposure.Market).ToImmutableSortedDictionary(exposure => exposure.Market, exposure => exposure.Snapshot.Version);

    /// <summary>A contract other than the fill's that is held or in flight; null for none.</summary>
    private static ContractId? OtherContract(AccountLedger ledger, IReadOnlyCollection<Reservation> others, Reservation fill)
    {
        foreach (var market in ledger.Markets.Values)
            foreach (var (contract, position) in market.Positions)
                if (!position.Quantity.IsZero && (market.Market, contract) != (fill.Market, fill.Contract)) return contract;
        return others.FirstOrDefault(other => (other.Market, other.Contract) != (fill.Market, fill.Contract))?.Contract;
    }

    /// <summary>True when the fill, together with what is set aside on its side, can only shrink the position.</summary>
    private static bool Reduces(Position position, IReadOnlyCollection<Reservation> others, Reservation reservation)
    {
        var sameSide = others
            .Where(other => other.Market == reservation.Market && other.Contract == reservation.Contract && other.Quantity.Sign == reservation.Quantity.Sign)
            .Aggregate(reservation.Quantity, (sum, other) => sum + other.Quantity);
        return sameSide.Sign == -position.Quantity.Sign && sameSide.Abs() <= position.Quantity.Abs();
    }

    private static ImmutableArray<FundingSettled> FundingOwed(MarginInput input, DateTimeOffset now) =>
    [
        .. input.Exposures
            .Where(exposure => !exposure.Position.FundingOwedAt(exposure.Contract.FundingIndex).IsZero)
            .Select(exposure => new FundingSettled(
                exposure.Market,
                exposure.Contract.Contract.Id,
                exposure.Contract.FundingIndex,
                exposure.Position.FundingOwedAt(exposure.Contract.FundingIndex))
            { At = now }),
    ];

    private static Refusal Short(RefusalCode code, MarginStatement statement) => new(code)
    {
        Subject = statement.Account.Value,
        Required = statement.InitialMargin.ToString(),
        Available = statement.Equity.ToString(),
    };

    private static Decision<AccountEvent> Refuse(RefusalCode code, string subject) => Decision<AccountEvent>.Refuse(new Refusal(code) { Subject = subject });
}
