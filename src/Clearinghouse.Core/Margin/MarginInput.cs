using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What a margin policy looks at.</summary>
/// <param name="Account">The account.</param>
/// <param name="Cash">Its cash.</param>
/// <param name="Exposures">Every open position and everything set aside for trades in flight, by contract.</param>
/// <param name="PendingFees">Fees of trades in flight, not negative.</param>
public sealed record MarginInput(AccountId Account, Amount Cash, ImmutableArray<ContractExposure> Exposures, Amount PendingFees)
{
    /// <summary>How the account is margined.</summary>
    public MarginTerms Terms { get; init; } = MarginTerms.Default;

    /// <summary>True when trades are in flight.</summary>
    public bool HasPending => Exposures.Any(exposure => !exposure.PendingBuys.IsZero || !exposure.PendingSells.IsZero);
}
