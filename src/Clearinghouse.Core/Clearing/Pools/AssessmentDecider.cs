using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Decides what becomes of assessments: which are paid, which are set off by recoveries, which are overdue. Pure: the ledger is read, never changed.</summary>
public static class AssessmentDecider
{
    /// <summary>An assessment that is past its deadline becomes a loss for the layers after the assessments; null when it is paid, passed on already, or not due.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="overdue">The assessment.</param>
    /// <param name="gains">What accounts gained and could give up.</param>
    /// <param name="deleveraging">The plan that covers what is left of it; null for none.</param>
    /// <param name="now">The time.</param>
    public static AssessmentOverdue? PassOn(PoolLedger ledger, AssessmentCall overdue, ImmutableArray<AccountGain> gains, DeleveragingPlan? deleveraging, DateTimeOffset now)
    {
        if (!ledger.Assessments.Open.Contains(overdue) || !overdue.IsOverdueAt(now)) return null;
        var layers = DefaultWaterfall.LastLayers(gains, deleveraging?.Haircuts ?? [], ledger.Defaults.Terms?.Policy.Waterfall ?? WaterfallTerms.Default);
        var plan = LossWaterfall.Allocate(overdue.Default, overdue.Left, layers);
        return new AssessmentOverdue(overdue, plan, deleveraging?.Certificate, TornUp.Of(plan, gains)) { At = now };
    }

    /// <summary>Which assessments a contribution pays; null when it is for something else.</summary>
    internal static ImmutableArray<AssessmentPayment>? PaymentsOf(PoolLedger ledger, ContributeFund command) =>
        command is { Fund: PoolFund.Receivables, Venue: { } venue } ? ledger.Assessments.PaymentsOf(venue, command.Amount) : null;

    /// <summary>Which assessments a recovery sets off; null for none.</summary>
    internal static ImmutableArray<AssessmentPayment>? SetOffsOf(PoolLedger ledger, DefaultCase known, RecoveryPlan plan)
    {
        ImmutableArray<AssessmentPayment> payments =
        [
            .. plan.Postings
                .Where(posting => known.Plan.Postings[posting.Posting].Kind == WaterfallLayerKind.Assessment)
                .SelectMany(posting => ledger.Assessments.SetOff(known.Claim.Default, VenueId.Create(posting.Payer.Name), posting.Amount)),
        ];
        return payments.IsEmpty ? null : payments;
    }
}
