using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>What members of a pool's default fund were assessed and have not paid. A part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolAssessments")]
public sealed record PoolAssessments
{
    /// <summary>Nothing is owed.</summary>
    public static PoolAssessments None { get; } = new();

    /// <summary>Assessments whose deadline has not been acted on, in the order in which they were called; something is left of each.</summary>
    [Id(0)] public ImmutableArray<AssessmentCall> Open { get => field.IsDefault ? [] : field; init; }

    /// <summary>Assessments that were not paid in time, in order; something is left of each.</summary>
    [Id(1)] public ImmutableArray<OverdueAssessment> Overdue { get => field.IsDefault ? [] : field; init; }

    /// <summary>What a member owes after its deadline.</summary>
    public Amount OverdueOf(VenueId venue) => Overdue.Where(overdue => IsOf(overdue.Call, venue)).Aggregate(Amount.Zero, (sum, overdue) => sum + overdue.Left);

    /// <summary>What a member owes after its deadline and nobody else has borne yet.</summary>
    public Amount DueOf(VenueId venue, DateTimeOffset now) => Open.Where(call => IsOf(call, venue) && call.IsOverdueAt(now)).Aggregate(Amount.Zero, (sum, call) => sum + call.Left);

    /// <summary>The first assessment that is past its deadline and was not passed on; null for none.</summary>
    public AssessmentCall? NextOverdueAt(DateTimeOffset now) => Open.FirstOrDefault(call => call.IsOverdueAt(now));

    /// <summary>Which assessments a member pays: what is overdue first, then what is due first.</summary>
    /// <param name="venue">The member.</param>
    /// <param name="amount">What it pays; the part beyond what it owes is in no payment.</param>
    public ImmutableArray<AssessmentPayment> PaymentsOf(VenueId venue, Amount amount) =>
        Pay(venue, amount, Overdue.Where(overdue => IsOf(overdue.Call, venue)), Open.Where(call => IsOf(call, venue)).OrderBy(call => call.DueBy));

    /// <summary>Which assessments a recovery sets off: those for the default whose loss is recovered.</summary>
    /// <param name="cause">The default.</param>
    /// <param name="venue">The member.</param>
    /// <param name="amount">What comes back; the part beyond what it owes for the default is in no payment.</param>
    public ImmutableArray<AssessmentPayment> SetOff(DefaultId cause, VenueId venue, Amount amount) => Pay(
        venue, amount, Overdue.Where(overdue => IsOf(overdue.Call, venue) && overdue.Call.Default == cause), Open.Where(call => IsOf(call, venue) && call.Default == cause));

    /// <summary>With the assessments of an allocated loss.</summary>
    internal PoolAssessments With(WaterfallPlan plan) => AssessmentCall.Of(plan) is { IsEmpty: false } calls ? this with { Open = Open.AddRange(calls) } : this;

    /// <summary>With an assessment passed on to others.</summary>
    internal PoolAssessments With(OverdueAssessment overdue) => this with
    {
        Open = Open.RemoveAll(call => call.Default == overdue.Call.Default && call.Payer == overdue.Call.Payer),
        Overdue = Overdue.Add(overdue),
    };

    /// <summary>After a payment.</summary>
    internal PoolAssessments After(AssessmentPayment payment) => payment.PassedOn is { } plan
        ? this with
        {
            Overdue = [.. Overdue.Select(overdue => Matches(overdue.Call, payment) ? overdue with { PaidBack = plan.PaidBack } : overdue).Where(overdue => overdue.Left.IsPositive)],
        }
        : this with { Open = [.. Open.Select(call => Matches(call, payment) ? call.After(payment.Amount) : call).Where(call => call.Left.IsPositive)] };

    private static ImmutableArray<AssessmentPayment> Pay(VenueId venue, Amount amount, IEnumerable<OverdueAssessment> overdue, IEnumerable<AssessmentCall> open)
    {
        var (left, payments) = (amount, ImmutableArray.CreateBuilder<AssessmentPayment>());
        foreach (var assessment in overdue)
        {
            if (Take(ref left, assessment.Left) is { IsPositive: true } part)
                payments.Add(new AssessmentPayment(assessment.Call.Default, venue, part, LossWaterfall.Recover(assessment.Plan, assessment.PaidBack, part)));
        }

        foreach (var call in open)
            if (Take(ref left, call.Left) is { IsPositive: true } part) payments.Add(new AssessmentPayment(call.Default, venue, part));
        return payments.ToImmutable();
    }

    private static Amount Take(ref Amount left, Amount most)
    {
        var part = Amount.Min(left, most);
        left -= part;
        return part;
    }

    private static bool Matches(AssessmentCall call, AssessmentPayment payment) => call.Default == payment.Default && IsOf(call, payment.Venue);

    private static bool IsOf(AssessmentCall call, VenueId venue) => call.Payer == LossPayer.Venue(venue);
}
