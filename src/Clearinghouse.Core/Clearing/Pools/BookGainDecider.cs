using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Pays what the pool's own book gained to those who bore losses of defaults. Pure: the ledger is read, never changed.</summary>
public static class BookGainDecider
{
    /// <summary>
    /// Pays a gain back, as far as it goes, for the latest default that is not repaid yet; for the next one the book asks again when it has booked that. Accepted with no events where nobody is out of pocket: the gain stays in the book and bears
    /// its next loss. Said again, it is answered again.
    /// </summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="gain">What the book offers.</param>
    /// <param name="now">The time.</param>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, BookGain gain, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(gain);
        if (gain.Book != OwnNames.BookOf(ledger.Pool)) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.SenderNotAllowed) { Subject = gain.Book.Value });
        if (!gain.Amount.IsPositive) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.AmountNotPositive) { Subject = gain.Book.Value, Available = gain.Amount.ToString() });

        // What the pool moved and the book has not booked changes what it has: it asks again with that.
        if (LastTransferOf(ledger, gain) is var last && last != gain.PoolCursor) return Decision<PoolEvent>.Exists(last);
        return Return(ledger, gain, now) is { } returned ? Decision<PoolEvent>.Accept(returned) : Decision<PoolEvent>.Accept();
    }

    /// <summary>What a gain comes to; null where nobody is out of pocket.</summary>
    internal static BookGainReturned? Return(PoolLedger ledger, BookGain gain, DateTimeOffset now)
    {
        var latest = ledger.Defaults.Cases.Values.Where(known => OutOfPocket(known).IsPositive).MaxBy(known => known.Sequence);
        if (latest is null) return null;
        var plan = LossWaterfall.Recover(latest.Plan, latest.PaidBack, Amount.Min(gain.Amount, OutOfPocket(latest)));
        return new BookGainReturned(gain, plan, InsuranceDecider.RecoveriesOf(ledger, latest, plan, now), AssessmentDecider.SetOffsOf(ledger, latest, plan)) { At = now };
    }

    /// <summary>The pool's last transfer to or from the book; 0 before the first.</summary>
    internal static long LastTransferOf(PoolLedger ledger, BookGain gain) => ledger.Defaults.Transfers.GetValueOrDefault(gain.Book)?.LastSequence ?? 0;

    /// <summary>What others than the defaulter bore of a loss and did not get back. Its collateral, the first layer, is paid back by what that is sold for.</summary>
    private static Amount OutOfPocket(DefaultCase known) => known.Plan.Postings
        .Select((posting, i) => posting.Kind == WaterfallLayerKind.DefaulterCollateral ? Amount.Zero : posting.Amount - known.PaidBack[i])
        .Aggregate(Amount.Zero, (sum, left) => sum + left);
}
