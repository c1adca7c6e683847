using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Cli.Verification;

/// <summary>An account refolded from its own journal, then brought up to what its markets owe it.</summary>
internal sealed class VerifiedAccount(AccountId account)
{
    private readonly Dictionary<MarketId, LegDigest> _applied = [];
    private readonly Dictionary<MarketId, LegDigest> _owed = [];
    private readonly Dictionary<MarketId, long> _cursors = [];

    public AccountLedger Ledger { get; } = new(account);

    /// <summary>Folds an event of the account's own journal in.</summary>
    public void See(long sequence, AccountEvent e)
    {
        Ledger.Apply(sequence, e);
        if (e is not LegApplied applied) return;
        DigestOf(_applied, applied.Leg.Market).Add(applied.Leg);
        _cursors[applied.Leg.Market] = applied.Leg.Sequence;
    }

    /// <summary>Takes a leg that a market's journal owes the account: compares it when it was applied, applies it when it was not yet.</summary>
    public void SeeOwed(AccountLeg leg, DateTimeOffset at)
    {
        VerificationException.ThrowUnless(
            Ledger.Pool is not null, $"market/{leg.Market}", leg.Sequence, $"a leg for {Ledger.Account}, which never took a deposit");
        var cursor = _cursors.GetValueOrDefault(leg.Market);
        if (leg.Sequence > cursor)
        {
            var disposition = AccountDecider.Receive(Ledger, leg, at);
            VerificationException.ThrowUnless(disposition.Event is not null, $"market/{leg.Market}", leg.Sequence, $"its leg for {Ledger.Account} does not follow");
            Ledger.Apply(Ledger.Sequence + 1, disposition.Event!);
            return;
        }

        DigestOf(_owed, leg.Market).Add(leg);
        if (leg.Sequence == cursor) CompareAt(leg.Market, cursor);
    }

    /// <summary>Every market that the account applied legs of must have been seen up to the account's cursor.</summary>
    public void CheckComplete()
    {
        foreach (var (market, cursor) in _cursors) CompareAt(market, cursor);
    }

    private void CompareAt(MarketId market, long cursor) => VerificationException.ThrowUnless(
        DigestOf(_applied, market).Matches(DigestOf(_owed, market)),
        $"account/{Ledger.Account}",
        null,
        $"the legs it applied up to {cursor} are not those of market/{market}");

    private static LegDigest DigestOf(Dictionary<MarketId, LegDigest> digests, MarketId market)
    {
        if (!digests.TryGetValue(market, out var digest)) digests[market] = digest = new LegDigest();
        return digest;
    }
}
