using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>A <see cref="MarketAccount"/> as data.</summary>
/// <param name="Account">The account.</param>
/// <param name="LastLegSequence">Its newest leg.</param>
/// <param name="Epoch">The newest activation of it that asked.</param>
/// <param name="AcknowledgedSequence">Confirmed up to here when the snapshot was taken.</param>
/// <param name="Quantities">Open positions by contract.</param>
public sealed record MarketAccountState(
    AccountId Account,
    long LastLegSequence,
    long Epoch,
    long AcknowledgedSequence,
    ImmutableSortedDictionary<ContractId, Quantity> Quantities);
