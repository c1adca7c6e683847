using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// Unrealised profit that counts for nothing new. Of a market's profit, the part counts that its depth within the horizon is of all that is open in it: so much of every position could be closed in time if all had to be. What is held back is
/// asked for as initial margin; equity is as it was, and losses count in full.
/// </summary>
internal static class UnrealisedProfit
{
    /// <summary>Adds what is held back; the market that holds back most is named.</summary>
    public static void AddTo(ref ComponentBuilder builder, ImmutableArray<ContractExposure> exposures)
    {
        var (sum, most, market) = (Amount.Zero, Amount.Zero, (string?)null);
        for (var from = 0; from < exposures.Length;)
        {
            var to = from + 1;
            while (to < exposures.Length && ReferenceEquals(exposures[to].Snapshot, exposures[from].Snapshot)) to++;
            if (exposures[from].Snapshot.Parameters.Risk is { ProfitHoldingPeriods: { } periods } risk)
            {
                var held = HeldBack(exposures.AsSpan()[from..to], risk.DepthNotional.Times(periods, Rounding.Floor));
                sum += held;
                if (held > most) (most, market) = (held, exposures[from].Market.Value);
            }

            from = to;
        }

        builder.Add(MarginComponentKind.UnrealisedProfit, sum, Amount.Zero, market);
    }

    /// <summary>Of the profit of one market's positions together, what counts for nothing new. Rounded up: against the account.</summary>
    private static Amount HeldBack(ReadOnlySpan<ContractExposure> exposures, Amount absorbed)
    {
        var (profit, held) = (Amount.Zero, Amount.Zero);
        foreach (var exposure in exposures)
        {
            profit += exposure.Position.UnrealisedAt(exposure.Contract.MarkPrice);
            held += exposure.NotionalOf(exposure.Position.Quantity);
        }

        // A snapshot may be older than the account's own last trades.
        var open = Amount.Max(exposures[0].Snapshot.OpenNotional, held);
        return profit.IsPositive && open > absorbed
            ? (Rational.From(profit) * (Rational.From(open) - Rational.From(absorbed)) / Rational.From(open)).Round<Amount>(Rounding.Ceiling)
            : Amount.Zero;
    }
}
