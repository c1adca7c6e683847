using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Storage;

namespace Clearinghouse.Cli.Verification;

/// <summary>Finds the first leg in which an account and a market disagree. Reads both journals again: only for the one that is wrong.</summary>
internal static class LegComparison
{
    /// <summary>The fault, at the place where the account's journal or the market's differs.</summary>
    public static async Task<VerificationFault> ExplainAsync(
        IJournalStore store, AccountId account, MarketId market, long cursor, CancellationToken cancellationToken)
    {
        var reader = new JournalReader(store);
        var applied = new List<(long Sequence, AccountLeg Leg)>();
        await reader.ReadAsync<AccountEvent>(
            JournalId.ForAccount(account),
            (sequence, e) =>
            {
                if (e is LegApplied { Leg: var leg } && leg.Market == market && leg.Sequence <= cursor) applied.Add((sequence, leg));
            },
            cancellationToken);

        var owed = new List<AccountLeg>();
        var ledger = new MarketLedger(market);
        await reader.ReadAsync<MarketEvent>(
            JournalId.ForMarket(market),
            (sequence, e) =>
            {
                ledger.Apply(sequence, e);
                if (sequence <= cursor) owed.AddRange(ledger.LegsOf(sequence, e).Where(leg => leg.Account == account).Select(leg => leg.Leg));
            },
            cancellationToken);

        var same = applied.Zip(owed).TakeWhile(pair => pair.First.Leg == pair.Second).Count();
        return same < applied.Count
            ? new VerificationFault($"account/{account}", applied[same].Sequence, $"it applied leg {applied[same].Leg.Sequence} of market/{market}, where {(same < owed.Count ? "another one stands" : "there is none")}")
            : new VerificationFault($"market/{market}", owed[same].Sequence, $"its leg for {account} was passed over: the account applied {applied.Count} legs up to {cursor}, the market has {owed.Count}");
    }
}
