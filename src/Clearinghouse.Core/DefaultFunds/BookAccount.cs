using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>An account of a pool's book.</summary>
/// <param name="Input">What its margin depends on.</param>
/// <param name="Venue">The venue that brought it; null for none.</param>
/// <param name="Group">The group of affiliates that defaults together with it; null for none.</param>
public sealed record BookAccount(MarginInput Input, VenueId? Venue = null, string? Group = null)
{
    /// <summary>The account.</summary>
    public AccountId Account => Input.Account;
}
