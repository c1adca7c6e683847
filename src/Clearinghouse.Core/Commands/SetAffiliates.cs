using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Sets which accounts default together: exactly these are in the group from now on. An account in another group leaves that.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Group">The group; the rule of account names holds.</param>
/// <param name="Accounts">Its accounts; empty to dissolve it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SetAffiliates")]
public sealed record SetAffiliates(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] string Group,
    [property: Id(2)] ImmutableArray<AccountId> Accounts) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
