using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>What a market keeps of one account.</summary>
public sealed class MarketAccount
{
    private readonly Dictionary<ContractId, Quantity> _quantities = [];

    /// <summary>The sequence of the account's newest leg; 0 before the first.</summary>
    public long LastLegSequence { get; set; }

    /// <summary>The newest activation of the account that asked for its legs; 0 before the first.</summary>
    public long Epoch { get; set; }

    /// <summary>The account confirmed every leg up to this sequence. Not journaled: a repeated delivery does no harm.</summary>
    public long AcknowledgedSequence { get; set; }

    /// <summary>The position in a contract; positive long.</summary>
    public Quantity QuantityOf(ContractId contract) => _quantities.GetValueOrDefault(contract);

    /// <summary>Sets the position in a contract.</summary>
    public void SetQuantity(ContractId contract, Quantity quantity)
    {
        if (quantity.IsZero) _quantities.Remove(contract);
        else _quantities[contract] = quantity;
    }

    /// <summary>Open positions, for snapshots.</summary>
    public ImmutableSortedDictionary<ContractId, Quantity> ToQuantities() => _quantities.ToImmutableSortedDictionary();
}
