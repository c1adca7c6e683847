using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>What a venue, or the house, must have in the fund by the last review.</summary>
/// <param name="Required">The contribution required; not negative.</param>
/// <param name="DueBy">Until when what is missing must be paid: the deadline of the first call that it has not met since. Null while nothing is called.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundTopUp")]
public sealed record FundTopUp([property: Id(0)] Amount Required, [property: Id(1)] DateTimeOffset? DueBy = null)
{
    /// <summary>What is missing.</summary>
    /// <param name="balance">What is in the fund.</param>
    public Amount MissingOf(Amount balance) => Amount.Max(Amount.Zero, Required - balance);

    /// <summary>Whether something that was called is missing after the deadline.</summary>
    /// <param name="balance">What is in the fund.</param>
    /// <param name="now">The time.</param>
    public bool IsOverdueAt(Amount balance, DateTimeOffset now) => DueBy is { } due && now > due && MissingOf(balance).IsPositive;

    /// <summary>After a payment: a call that is met has no deadline any more.</summary>
    /// <param name="balance">What is in the fund now.</param>
    internal FundTopUp After(Amount balance) => MissingOf(balance).IsZero ? this with { DueBy = null } : this;
}
