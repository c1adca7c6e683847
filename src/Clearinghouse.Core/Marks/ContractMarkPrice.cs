using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>A mark price, and why it is that.</summary>
public sealed record ContractMarkPrice
{
    /// <summary>The mark, a multiple of the tick; positive.</summary>
    public required Price Price { get; init; }

    /// <summary>What it rests on.</summary>
    public required MarkBasis Basis { get; init; }

    /// <summary>The opinions.</summary>
    public required CompositePrice Opinions { get; init; }

    /// <summary>Whether the opinions lay further from the index than a mark may.</summary>
    public required bool IsBounded { get; init; }
}
