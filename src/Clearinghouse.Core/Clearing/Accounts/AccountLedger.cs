using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>
/// An account's state: the fold of its journal. Cash is deposits − withdrawals + realised − funding paid − fees + what the pool moved to it + what it was credited for seized collateral, always.
/// Not thread-safe: it belongs to one grain or one simulation.
/// </summary>
public sealed class AccountLedger
{
    private readonly SortedDictionary<MarketId, AccountMarket> _markets = [];
    private readonly SortedDictionary<AssetId, Quantity> _collateral = [];

    /// <summary>An account to which nothing has happened.</summary>
    public AccountLedger(AccountId account) => (Account, Path) = (account, Untouched(account));

    /// <summary>The account.</summary>
    public AccountId Account { get; }

    /// <summary>The sequence of the last event applied; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The sequence at which the newest activation took over; 0 before the first.</summary>
    public long Epoch { get; private set; }

    /// <summary>The pool; null before the first deposit.</summary>
    public PoolId? Pool { get; private set; }

    /// <summary>Cash; negative when losses were realised beyond it.</summary>
    public Amount Cash { get; private set; }

    /// <summary>Collateral beside cash, in units by asset; only what is held.</summary>
    public IReadOnlyDictionary<AssetId, Quantity> Collateral => _collateral;

    /// <summary>All deposits of cash.</summary>
    public Amount Deposits { get; private set; }

    /// <summary>All withdrawals of cash.</summary>
    public Amount Withdrawals { get; private set; }

    /// <summary>The venue that brought the account: that of its first trade. Null before it.</summary>
    public VenueId? HomeVenue { get; private set; }

    /// <summary>How the account is margined.</summary>
    public MarginTerms Terms { get; private set; } = MarginTerms.Default;

    /// <summary>The margin call that stands; null for none.</summary>
    public MarginCall? Call { get; private set; }

    /// <summary>Where the account stands between margin call and the end of a default, and what the pool did because of one.</summary>
    public AccountPath Path { get; private set; }

    /// <summary>Which venues brought the account what it holds, and whether its venue was expelled.</summary>
    public AccountProtocol Protocol { get; private set; } = AccountProtocol.None;

    /// <summary>Whether the account is called or further down the path: its risk shard evaluates it exactly.</summary>
    public bool IsWatched => Call is not null || Path.IsUnderWay;

    /// <summary>Remembered commands.</summary>
    public CommandWindow Commands { get; private set; } = new();

    /// <summary>Markets that the account joined, in order of id.</summary>
    public IReadOnlyDictionary<MarketId, AccountMarket> Markets => _markets;

    /// <summary>The position in a contract; null when the account never traded it.</summary>
    public Position? FindPosition(MarketId market, ContractId contract) =>
        _markets.TryGetValue(market, out var joined) && joined.Positions.TryGetValue(contract, out var position) ? position : null;

    /// <summary>The sequence of the last leg applied from a market; 0 before the first.</summary>
    public long CursorOf(MarketId market) => _markets.TryGetValue(market, out var joined) ? joined.Cursor : 0;

    /// <summary>Folds the next event in.</summary>
    /// <exception cref="JournalCorruptException">No decider could have written the event here.</exception>
    public void Apply(long sequence, AccountEvent e)
    {
        if (sequence != Sequence + 1) throw new JournalCorruptException($"account/{Account} at {sequence}: expected {Sequence + 1}");
        Sequence = sequence;
        switch (e)
        {
            case AccountActivated: Epoch = sequence; break;
            case Deposited deposited: Apply(deposited); break;
            case Withdrawn withdrawn: Apply(withdrawn); break;
            case CollateralDeposited deposited: Apply(deposited); break;
            case CollateralWithdrawn withdrawn: Apply(withdrawn); break;
            case MarketJoined joined: _markets.TryAdd(joined.Market, AccountMarket.Joined(joined.Market)); break;
            case LegApplied applied: Apply(applied); break;
            case FundingSettled settled: Apply(settled); break;
            case MarginTermsSet set: Apply(set); break;
            case MarginCalled called: Call = new MarginCall(e.At, called.Equity, called.MaintenanceMargin); break;
            case MarginRestored: Call = null; break;
            case BookOpened opened: Apply(opened); break;
            case RiskStateChanged changed: Apply(changed); break;
            case CloseOutOrdered ordered: Apply(ordered); break;
            case CloseOutAnswered answered: Apply(answered); break;
            case AuctionChanged changed: Apply(changed); break;
            case PoolTransferred transferred: Apply(transferred); break;
            case CollateralSeized seized: Apply(seized); break;
            case LossClaimed claimed: Apply(claimed); break;
            case GainOffered offered: Apply(offered); break;
            case GainKept kept: Apply(kept); break;
            case AccountPorted ported: Apply(ported); break;
            case ExpulsionBegun: Protocol = Protocol with { ClosingSince = e.At, LastStepAt = null }; break;
            default: throw new JournalCorruptException($"account/{Account} at {sequence}: unknown event {e.GetType().Name}");
        }
    }

    /// <summary>The ledger as data.</summary>
    public AccountLedgerState ToState() => new()
    {
        Account = Account,
        Sequence = Sequence,
        Epoch = Epoch,
        Pool = Pool,
        Cash = Cash,
        Deposits = Deposits,
        Withdrawals = Withdrawals,
        Terms = Terms == MarginTerms.Default ? null : Terms,
        Call = Call,
        HomeVenue = HomeVenue,
        Markets = [.. _markets.Values],
        Collateral = _collateral.Count == 0 ? null : _collateral.ToImmutableSortedDictionary(),
        Path = Path.Equals(Untouched(Account)) ? null : Path,
        Protocol = Protocol == AccountProtocol.None ? null : Protocol,
        Commands = Commands.ToState(),
    };

    /// <summary>The ledger from data.</summary>
    public static AccountLedger FromState(AccountLedgerState state)
    {
        var ledger = new AccountLedger(state.Account)
        {
            Sequence = state.Sequence,
            Epoch = state.Epoch,
            Pool = state.Pool,
            Cash = state.Cash,
            Deposits = state.Deposits,
            Withdrawals = state.Withdrawals,
            Terms = state.Terms ?? MarginTerms.Default,
            Call = state.Call,
            HomeVenue = state.HomeVenue,
            Path = state.Path ?? Untouched(state.Account),
            Protocol = state.Protocol ?? AccountProtocol.None,
            Commands = CommandWindow.FromState(state.Commands),
        };
        foreach (var market in state.Markets) ledger._markets.Add(market.Market, market);
        foreach (var (asset, quantity) in state.Collateral ?? ImmutableSortedDictionary<AssetId, Quantity>.Empty) ledger._collateral.Add(asset, quantity);
        return ledger;
    }

    private void Apply(Deposited e)
    {
        ThrowUnless(Pool is null || Pool == e.Command.Pool, "deposit into another pool");
        ThrowUnless(e.Command.Amount.IsPositive, "deposit of nothing");
        Pool = e.Command.Pool;
        Cash += e.Command.Amount;
        Deposits += e.Command.Amount;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(Withdrawn e)
    {
        ThrowUnless(Pool is not null && e.Command.Amount.IsPositive, "withdrawal of nothing, or from no account");
        Cash -= e.Command.Amount;
        Withdrawals += e.Command.Amount;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(CollateralDeposited e)
    {
        ThrowUnless(Pool is null || Pool == e.Command.Pool, "deposit into another pool");
        ThrowUnless(e.Command.Quantity.IsPositive, "deposit of nothing");
        Pool = e.Command.Pool;
        _collateral[e.Command.Asset] = _collateral.GetValueOrDefault(e.Command.Asset) + e.Command.Quantity;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(CollateralWithdrawn e)
    {
        var left = _collateral.GetValueOrDefault(e.Command.Asset) - e.Command.Quantity;
        ThrowUnless(e.Command.Quantity.IsPositive && !left.IsNegative, "withdrawal of nothing, or of more than is held");
        if (left.IsZero) _collateral.Remove(e.Command.Asset);
        else _collateral[e.Command.Asset] = left;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(MarginTermsSet e)
    {
        ThrowUnless(Pool is not null, "margin terms of no account");
        Terms = e.Command.Terms;
        Commands.Remember(e.Command, Sequence);
    }

    private void Apply(LegApplied e)
    {
        var market = _markets.GetValueOrDefault(e.Leg.Market) ?? AccountMarket.Joined(e.Leg.Market);
        ThrowUnless(e.Leg.PreviousSequence == market.Cursor && e.Leg.Sequence > market.Cursor, "a leg does not follow its market's previous leg");
        var change = AccountDecider.Fill(market, e.Leg);
        Cash += change.CashChange;
        Protocol = Protocol.With(e.Leg, HomeVenue, Held());
        if (e.Leg.Trade?.Venue is { } venue && venue != OwnNames.Venue) HomeVenue ??= venue;
        ThrowUnless(
            change.Realised == e.Realised && change.FundingPaid == e.FundingPaid && Cash == e.Cash, "the leg does not come to the amounts recorded");
        _markets[e.Leg.Market] = market with { Cursor = e.Leg.Sequence, Positions = market.Positions.SetItem(e.Leg.Contract, change.Position) };
        if (e.Leg.Trade is { } key && key.Venue == OwnNames.Venue && Path.Order is { } order) MarkCleared(order, e.Leg, key);
    }

    private void MarkCleared(CloseOutOrder order, AccountLeg leg, TradeKey key)
    {
        var cleared = Path.Cleared.IsEmpty ? [.. order.Trades.Select(_ => 0L)] : Path.Cleared;
        for (var i = 0; i < order.Trades.Length; i++)
            if (order.Trades[i].Market == leg.Market && order.Trades[i].Trade.Key == key) Path = Path with { Cleared = cleared.SetItem(i, leg.Sequence) };
    }

    private IEnumerable<(MarketId Market, ContractId Contract, Quantity Quantity)> Held() =>
        _markets.Values.SelectMany(market => market.Positions.Select(pair => (market.Market, pair.Key, pair.Value.Quantity)));

    private void Apply(AccountPorted e)
    {
        ThrowUnless(HomeVenue == e.From && e.From != e.To, "an account is ported from another venue than its home");
        var moved = Protocol.Brought.Select(brought => brought.Venue == e.From ? brought with { Venue = e.To } : brought)
            .GroupBy(brought => (brought.Venue, brought.Market, brought.Contract))
            .Select(same => new BroughtPosition(same.Key.Venue, same.Key.Market, same.Key.Contract, same.Aggregate(Quantity.Zero, (sum, brought) => sum + brought.Quantity)))
            .Where(brought => !brought.Quantity.IsZero)
            .ToImmutableArray();
        HomeVenue = e.To;
        Protocol = new AccountProtocol { Brought = moved.All(brought => brought.Venue == e.To) ? [] : moved };
    }

    private void Apply(FundingSettled e)
    {
        ThrowUnless(FindPosition(e.Market, e.Contract) is not null, "funding of a position that is not there");
        var market = _markets[e.Market];
        var change = market.Positions[e.Contract].SettleFunding(e.Index);
        ThrowUnless(change.FundingPaid == e.FundingPaid, "the settlement does not come to the amount recorded");
        Cash += change.CashChange;
        _markets[e.Market] = market with { Positions = market.Positions.SetItem(e.Contract, change.Position) };
    }

    private void Apply(BookOpened e)
    {
        ThrowUnless((Pool is null || Pool == e.Pool) && Account == OwnNames.BookOf(e.Pool), "another account than the pool's book is opened as such");
        (Pool, Path) = (e.Pool, Path with { IsBook = true });
    }

    private void Apply(RiskStateChanged e)
    {
        ThrowUnless(Pool is not null, "a margin call of no account");
        var risk = Following(() => Path.Risk.Apply(e.Change));
        Path = Path with { Risk = risk, TakenOver = risk.LastCall == Path.Risk.LastCall ? Path.TakenOver : null, Claim = risk.State == AccountRiskState.Defaulted ? Path.Claim : null };
    }

    private void Apply(AuctionChanged e)
    {
        Path = Path with { Auction = Following(() => PortfolioAuction.Apply(Path.Auction, e.Change)) };
        if (e.Change is BidTaken bid) Commands.Remember(bid.Command, Sequence);
    }

    /// <summary>What an event makes of a part of the path; one that does not follow from it was written by nobody.</summary>
    private T Following<T>(Func<T> apply)
    {
        try
        {
            return apply();
        }
        catch (InvalidOperationException error)
        {
            throw new JournalCorruptException($"account/{Account} at {Sequence}: {error.Message}", error);
        }
    }

    private void Apply(CloseOutOrdered e)
    {
        ThrowUnless(e.Order.Purpose != CloseOutPurpose.Deleveraging || !Path.Deleveraging.IsEmpty, "a deleveraging that no transfer asked for");
        ThrowUnless(Path.Order is null && e.Order.Number == Path.LastOrder + 1, "an order is given while another is under way");
        Path = Path with { Order = e.Order, LastOrder = e.Order.Number };
        if (e.Order.Purpose == CloseOutPurpose.Expulsion) Protocol = Protocol with { LastStepAt = e.At };
    }

    private void Apply(CloseOutAnswered e)
    {
        ThrowUnless(Path.Order?.Number == e.Number && Path.Order.Trades.Length == e.Answers.Length, "an answer to an order that is not under way");
        if (Path.Order!.Purpose == CloseOutPurpose.Deleveraging) Path = Path with { Deleveraging = DeleveragingAfter(Path.Order, e.Answers) };
        else Path = Path.CountTaken(Path.Order, e.Answers);
        Path = Path.Answered(e.Answers, e.At);
    }

    /// <summary>What the market could not close at its mark stays to be closed; the rest of the transfer is done.</summary>
    private ImmutableArray<PoolTransfer> DeleveragingAfter(CloseOutOrder order, ImmutableArray<CloseOutAnswer> answers)
    {
        var open = order.Trades.Where((_, i) => answers[i].Refusal?.Code is RefusalCode.MarkUnreliable or RefusalCode.PriceOutsideBand).Select(trade => (trade.Market, trade.Contract)).ToHashSet();
        var transfer = Path.Deleveraging[0];
        ImmutableArray<LegClosure> left = [.. transfer.Closures.Where(closure => open.Contains((closure.Market, closure.Contract)))];
        return left.IsEmpty ? Path.Deleveraging[1..] : Path.Deleveraging.SetItem(0, transfer with { Closures = left });
    }

    private void Apply(PoolTransferred e)
    {
        ThrowUnless(e.Transfer.Account == Account && e.Transfer.Pool == Pool, "a transfer to another account, or of another pool");
        ThrowUnless(e.Transfer.PreviousSequence == Path.PoolCursor && e.Transfer.Sequence > Path.PoolCursor, "a transfer does not follow the pool's previous one");
        Cash += e.Transfer.Amount;
        Path = Path with { PoolTransfers = Path.PoolTransfers + e.Transfer.Amount, PoolCursor = e.Transfer.Sequence, GainOffered = null };
        if (e.Transfer.Kind == PoolTransferKind.LossCovered) Path = Path with { TakenOver = null, Claim = Path.IsBook ? null : Path.Claim };
        if (!e.Transfer.Closures.IsEmpty) Path = Path with { Deleveraging = Path.Deleveraging.Add(e.Transfer) };
        ThrowUnless(Cash == e.Cash, "the transfer does not come to the cash recorded");
    }

    private void Apply(CollateralSeized e)
    {
        var (cause, assets, value) = e.Seized;
        ThrowUnless(Path.Risk.Default == cause && !value.IsNegative, "collateral is seized without a default");
        ThrowUnless(Path.Claim is null, "collateral is seized that the claim does not name");
        foreach (var (asset, quantity) in assets)
        {
            ThrowUnless(_collateral.GetValueOrDefault(asset) == quantity, "another quantity is seized than is held");
            _collateral.Remove(asset);
        }

        Cash += value;
        Path = Path with { CollateralSeized = Path.CollateralSeized + value, Seized = e.Seized };
    }

    private void Apply(LossClaimed e)
    {
        var due = Path.IsBook ? AccountPathDecider.LossOfBook(this) : AccountPathDecider.ClaimOf(this);
        ThrowUnless(Path.Claim is null && due is not null && e.Claim.Default == due.Default && e.Claim.Account == Account, "a loss is claimed that there is not, or twice");
        ThrowUnless(e.Claim.Debt == due!.Debt && e.Claim.CollateralValue == due.CollateralValue, "another loss is claimed than the account has");
        Path = Path with { Claim = e.Claim };
    }

    private void Apply(GainOffered e)
    {
        ThrowUnless(Path.GainOffered is null && e.Gain == AccountPathDecider.GainOfBook(this), "another gain is offered than the book has");
        Path = Path with { GainOffered = e.Gain };
    }

    private void Apply(GainKept e)
    {
        ThrowUnless(Path.GainOffered == e.Gain, "a gain is kept that was not offered");
        Path = Path with { GainOffered = null, GainKept = e.Gain };
    }

    private static AccountPath Untouched(AccountId account) => new() { Risk = new AccountRisk { Account = account } };

    /// <summary>Words without numbers, so that what holds, as it nearly always does, costs no text.</summary>
    private void ThrowUnless(bool holds, string what)
    {
        if (!holds) throw new JournalCorruptException($"account/{Account} at {Sequence}: {what}");
    }
}
