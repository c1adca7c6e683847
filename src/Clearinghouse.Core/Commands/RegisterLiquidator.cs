using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Registers an account as a liquidator, which may bid in the pool's auctions, or strikes it off.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Account">The account.</param>
/// <param name="Venue">The member of the default fund that it stands for: its bids keep that member's contribution from going first. Null for none.</param>
/// <param name="IsActive">False to strike it off.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RegisterLiquidator")]
public sealed record RegisterLiquidator(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] AccountId Account,
    [property: Id(2)] VenueId? Venue = null,
    [property: Id(3)] bool IsActive = true) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
