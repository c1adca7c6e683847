using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Verification;

/// <summary>An account refolded from its own journal, then brought up to what its markets owe it.</summary>
internal sealed class VerifiedAccount(AccountId account)
{
    private readonly Dictionary<MarketId, LegDigest> _applied = [];
    private readonly Dictionary<MarketId, LegDigest> _owed = [];
    private readonly Dictionary<MarketId, long> _cursors = [];

    public AccountLedger Ledger { get; } = new(account);

    /// <summary>Funding that the account paid when it settled; what it received is not taken off.</summary>
    public Amount FundingPaid { get; private set; }

    /// <summary>How often the account was called for margin.</summary>
    public long MarginCalls { get; private set; }

    /// <summary>Folds an event of the account's own journal in.</summary>
    public void See(long sequence, AccountEvent e)
    {
        Apply(sequence, e);
        if (e is not LegApplied applied) return;
        DigestOf(_applied, applied.Leg.Market).Add(applied.Leg);
        _cursors[applied.Leg.Market] = applied.Leg.Sequence;
    }

    /// <summary>Takes a leg that a market's journal owes the account: remembers it when it was applied, applies it when it was not yet.</summary>
    public void SeeOwed(AccountLeg leg, DateTimeOffset at)
    {
        VerificationException.ThrowUnless(
            Ledger.Pool is not null, $"market/{leg.Market}", leg.Sequence, $"a leg for {Ledger.Account}, which never took a deposit");
        if (leg.Sequence <= _cursors.GetValueOrDefault(leg.Market))
        {
            DigestOf(_owed, leg.Market).Add(leg);
            return;
        }

        var disposition = AccountDecider.Receive(Ledger, leg, at);
        VerificationException.ThrowUnless(disposition.Event is not null, $"market/{leg.Market}", leg.Sequence, $"its leg for {Ledger.Account} does not follow");
        Apply(Ledger.Sequence + 1, disposition.Event!);
    }

    /// <summary>The first market whose legs are not those that the account applied, with the account's cursor there; null when all agree.</summary>
    public (MarketId Market, long Cursor)? FindDisagreement()
    {
        foreach (var (market, cursor) in _cursors.OrderBy(pair => pair.Key))
            if (!DigestOf(_applied, market).Matches(DigestOf(_owed, market))) return (market, cursor);
        return null;
    }

    private void Apply(long sequence, AccountEvent e)
    {
        Ledger.Apply(sequence, e);
        if (e is MarginCalled or RiskStateChanged { Change: MarginCallIssued }) MarginCalls++;
        var paid = e switch
        {
            LegApplied applied => applied.FundingPaid,
            FundingSettled settled => settled.FundingPaid,
            _ => Amount.Zero,
        };
        FundingPaid += Amount.Max(paid, Amount.Zero);
    }

    private static LegDigest DigestOf(Dictionary<MarketId, LegDigest> digests, MarketId market)
    {
        if (!digests.TryGetValue(market, out var digest)) digests[market] = digest = new LegDigest();
        return digest;
    }
}
