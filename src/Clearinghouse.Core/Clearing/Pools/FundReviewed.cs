using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>The default fund was reviewed on the live book, and venues were called for what is missing.</summary>
/// <param name="Review">What was found.</param>
/// <param name="Command">Who asked for it; null for the schedule.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundReviewed")]
public sealed record FundReviewed([property: Id(0)] FundReview Review, [property: Id(1)] ReviewFund? Command = null) : PoolEvent;
