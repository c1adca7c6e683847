using Clearinghouse.Core.Margin;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Chooses how an account is margined.</summary>
/// <param name="Header">Who asks, and the command's id.</param>
/// <param name="Terms">The mode, and the account's own leverage limit.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SetMarginTerms")]
public sealed record SetMarginTerms(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] MarginTerms Terms) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
