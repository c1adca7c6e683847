using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>What is to be done next for an account on the path from margin call to the end of a default. One of the four is given.</summary>
/// <param name="Events">Events to journal before anything else is done; empty for none.</param>
/// <param name="Order">Close-outs to send to their markets, whether or not they were sent before.</param>
/// <param name="Claim">What to ask of the pool, whether or not it was asked before; once it has answered, the default may be closed.</param>
/// <param name="Gain">What the pool's own book offers to the pool, whether or not it was offered before.</param>
public sealed record PathMove(ImmutableArray<AccountEvent> Events, CloseOutOrder? Order = null, DefaultClaim? Claim = null, BookGain? Gain = null)
{
    /// <summary>Whether the account moved to another state: who refused it before is asked again.</summary>
    public bool ChangesState => Events.Any(e => e is RiskStateChanged);

    /// <summary>Journals an event; null for none.</summary>
    internal static PathMove? Append(AccountEvent? e) => e is null ? null : new PathMove([e]);
}
