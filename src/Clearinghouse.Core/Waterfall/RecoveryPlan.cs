using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>Who gets a recovery. The postings and the surplus sum to it exactly.</summary>
/// <param name="Default">The default whose loss is recovered.</param>
/// <param name="Recovery">What came in.</param>
/// <param name="Postings">One per payer that gets something, the last layer first.</param>
/// <param name="PaidBack">What each loss posting was paid back in all, after this; what the next recovery starts from.</param>
/// <param name="Surplus">What is left when everybody is whole. It belongs to the defaulter, whose collateral was the first layer.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RecoveryPlan")]
public sealed record RecoveryPlan(
    [property: Id(0)] DefaultId Default,
    [property: Id(1)] Amount Recovery,
    [property: Id(2)] ImmutableArray<RecoveryPosting> Postings,
    [property: Id(3)] ImmutableArray<Amount> PaidBack,
    [property: Id(4)] Amount Surplus);
