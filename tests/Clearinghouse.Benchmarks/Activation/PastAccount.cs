using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Activation;

/// <summary>An account of the past: deposits, joins the market, receives legs.</summary>
internal sealed class PastAccount(AccountId id)
{
    // What an account gathers by default before it writes.
    private const int SegmentEvents = 128;

    private readonly AccountLedger _ledger = new(id);
    private readonly JournalChain<AccountEvent> _journal = new(JournalId.ForAccount(id), SegmentEvents);

    /// <summary>Its name.</summary>
    public AccountId Id => id;

    /// <summary>Opens the account and joins the market.</summary>
    public IEnumerable<SegmentAppend> Open(CommandHeader header, PoolId pool, MarketId market, DateTimeOffset at)
    {
        var deposit = AccountDecider.Decide(_ledger, new Deposit(header, pool, Amount.FromDecimal(100_000_000m)), at);
        return deposit.Events.Append(new MarketJoined(market) { At = at }).ToList().SelectMany(e => Append(e, at));
    }

    /// <summary>Receives a leg.</summary>
    public IEnumerable<SegmentAppend> Receive(AccountLeg leg, DateTimeOffset at) =>
        Append(AccountDecider.Receive(_ledger, leg, at).Event ?? throw new InvalidOperationException($"{id} did not take the leg {leg.Sequence}."), at);

    /// <summary>What is left to be written.</summary>
    public SegmentAppend? Rest(DateTimeOffset at) => _journal.Rest(at);

    private IEnumerable<SegmentAppend> Append(AccountEvent e, DateTimeOffset at)
    {
        _ledger.Apply(_ledger.Sequence + 1, e);
        return _journal.Append(e, at) is { } full ? [full] : [];
    }
}
