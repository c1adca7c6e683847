using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Books what becomes of assessments.</summary>
internal static class AssessmentBooking
{
    internal static void Book(PoolLedger ledger, AssessmentOverdue e)
    {
        ledger.ThrowUnless(ledger.Assessments.Open.Contains(e.Call) && e.Plan.Loss == e.Call.Left && e.Plan.Residual.IsZero, "another assessment is overdue than is owed, or the postings do not come to it");
        ledger.ThrowUnless(TornUp.FindFault(e.Plan, e.TornUp ?? []) is null, "a tear-up ends other positions than it takes the gains of");
        ledger.Move(PoolFund.Receivables, e.Plan.Loss);
        foreach (var posting in e.Plan.Postings)
        {
            if (posting.Kind == WaterfallLayerKind.Uncovered) ledger.Move(PoolFund.Uncovered, -posting.Amount);
            else LossBooking.Take(ledger, posting, e.Certificate, e.TornUp);
        }

        ledger.Assessments = ledger.Assessments.With(new OverdueAssessment(e.Call, e.Plan, [.. e.Plan.Postings.Select(_ => Amount.Zero)], ledger.Sequence, e.At));
    }

    /// <summary>Assessments are paid or set off: what is not overdue is no longer receivable, what is goes to those who bore it. Returns how much it is in all.</summary>
    internal static Amount Pay(PoolLedger ledger, VenueId venue, Amount most, IEnumerable<AssessmentPayment> payments)
    {
        var paid = Amount.Zero;
        foreach (var payment in payments.ToList())
        {
            ledger.ThrowUnless(payment.Venue == venue && payment.Amount.IsPositive, "another member's assessment is paid");
            paid += payment.Amount;
            if (payment.PassedOn is { } plan) PayOn(ledger, payment, plan);
            else ledger.Move(PoolFund.Receivables, payment.Amount);
            ledger.Assessments = ledger.Assessments.After(payment);
        }

        ledger.ThrowUnless(paid <= most, "more is paid of assessments than came in");
        return paid;
    }

    private static void PayOn(PoolLedger ledger, AssessmentPayment payment, RecoveryPlan plan)
    {
        ledger.ThrowUnless(plan.Surplus.IsZero && plan.Postings.Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount) == payment.Amount, "what is passed on is not what came in");
        foreach (var posting in plan.Postings)
        {
            if (posting.Payer.Kind == LossPayerKind.Pool) ledger.Move(PoolFund.Uncovered, posting.Amount);
            else ledger.Transfer(AccountId.Create(posting.Payer.Name), payment.Default, PoolTransferKind.Recovery, posting.Amount, []);
        }
    }
}
