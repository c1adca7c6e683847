using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>A venue's request for a part of its contribution.</summary>
/// <param name="Amount">How much; positive.</param>
/// <param name="GivenAt">When it asked.</param>
/// <param name="DueAt">From when it can be redeemed.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundNotice")]
public sealed record FundNotice([property: Id(0)] Amount Amount, [property: Id(1)] DateTimeOffset GivenAt, [property: Id(2)] DateTimeOffset DueAt);
