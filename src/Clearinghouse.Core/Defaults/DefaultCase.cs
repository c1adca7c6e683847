using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>What a pool knows of one default.</summary>
/// <param name="Claim">What was owed.</param>
/// <param name="Plan">Who bears it.</param>
/// <param name="PaidBack">By posting of the plan, what recoveries have paid back.</param>
/// <param name="Sequence">Where the allocation stands in the pool's journal.</param>
/// <param name="At">When it was made.</param>
/// <param name="Certificate">The proof of the deleveraging that covers a part of it; null for none.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultCase")]
public sealed record DefaultCase(
    [property: Id(0)] DefaultClaim Claim,
    [property: Id(1)] WaterfallPlan Plan,
    [property: Id(2)] ImmutableArray<Amount> PaidBack,
    [property: Id(3)] long Sequence,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] DeleveragingCertificate? Certificate = null);
