using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>An assessment: owed until it is paid.</summary>
/// <param name="Default">The default that caused it.</param>
/// <param name="Payer">Who owes it.</param>
/// <param name="Owed">How much was called; positive.</param>
/// <param name="Paid">How much of it was paid, or set off by a recovery.</param>
/// <param name="DueBy">Until when.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AssessmentCall")]
public sealed record AssessmentCall(
    [property: Id(0)] DefaultId Default,
    [property: Id(1)] LossPayer Payer,
    [property: Id(2)] Amount Owed,
    [property: Id(3)] Amount Paid,
    [property: Id(4)] DateTimeOffset DueBy)
{
    /// <summary>What is still owed.</summary>
    [JsonIgnore]
    public Amount Left => Owed - Paid;

    /// <summary>The calls that a plan makes.</summary>
    public static ImmutableArray<AssessmentCall> Of(WaterfallPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.Postings.Where(posting => posting.DueBy is not null).Select(posting => new AssessmentCall(plan.Default, posting.Payer, posting.Amount, Amount.Zero, posting.DueBy!.Value))];
    }

    /// <summary>Whether something is owed after the deadline. What is not paid in then is a loss of its own, for the layers that follow.</summary>
    public bool IsOverdueAt(DateTimeOffset now) => Left.IsPositive && now > DueBy;

    /// <summary>Says why a payment can't be taken, or null when it can: no more than what is owed.</summary>
    public Refusal? Check(Amount payment)
    {
        if (!payment.IsPositive) return new Refusal(RefusalCode.AmountNotPositive) { Subject = "amount", Available = payment.ToString() };
        return payment > Left ? new Refusal(RefusalCode.AssessmentOverpaid) { Subject = Payer.Name, Available = payment.ToString(), Limit = Left.ToString() } : null;
    }

    /// <summary>The call after a payment.</summary>
    /// <exception cref="ArgumentException">The payment was not checked (see <see cref="Check"/>).</exception>
    public AssessmentCall After(Amount payment) =>
        Check(payment) is { } refusal ? throw new ArgumentException(refusal.ToString(), nameof(payment)) : this with { Paid = Paid + payment };
}
