using System.Text.Json.Nodes;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>
/// A position in one contract through a list of fills: what it was entered at, what moved to cash, and what it is worth at a mark.
/// </summary>
public sealed class PositionAccounting : IAcceptanceKind
{
    /// <inheritdoc/>
    public string Name => "position-accounting";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return GuardedArithmetic.Answer(() => Account(given));
    }

    private static JsonObject Account(AcceptanceGiven given)
    {
        var position = Position.Flat(given.Unit<Quantity>("multiplier"));
        var cash = Amount.Zero;
        foreach (var fill in given.List("fills"))
        {
            var change = position.Fill(
                fill.Unit<Quantity>("quantity"), fill.Unit<Price>("price"), fill.Unit<Price>("fundingIndex"), fill.Unit<Amount>("fee"));
            position = change.Position;
            cash += change.CashChange;
        }

        return new()
        {
            ["quantity"] = position.Quantity.ToString(),
            ["entryValue"] = position.EntryValue.ToString(),
            ["realised"] = position.Realised.ToString(),
            ["fundingPaid"] = position.FundingPaid.ToString(),
            ["feesPaid"] = position.FeesPaid.ToString(),
            ["cash"] = cash.ToString(),
            ["value"] = position.ValueAt(given.Unit<Price>("mark")).ToString(),
            ["unrealised"] = position.UnrealisedAt(given.Unit<Price>("mark")).ToString(),
            ["fundingOwed"] = position.FundingOwedAt(given.Unit<Price>("fundingIndex")).ToString(),
        };
    }
}
