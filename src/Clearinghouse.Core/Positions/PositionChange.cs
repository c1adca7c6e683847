using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Positions;

/// <summary>A position after a fill, and what the fill does to cash.</summary>
/// <param name="Position">The position afterwards.</param>
/// <param name="Realised">Profit (positive) or loss moved to cash.</param>
/// <param name="FundingPaid">Funding paid (positive) or received (negative).</param>
/// <param name="Fee">Fee paid.</param>
public readonly record struct PositionChange(Position Position, Amount Realised, Amount FundingPaid, Amount Fee)
{
    /// <summary>What the fill adds to cash: realised profit less funding and fee.</summary>
    public Amount CashChange => Realised - FundingPaid - Fee;
}
