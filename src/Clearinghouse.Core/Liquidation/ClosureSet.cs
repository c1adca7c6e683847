using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>
/// Positions that are closed together, in proportion, so that what hedges what goes on doing so; or one position. Part k of <see cref="Parts"/> closes that part of every position, each to the nearest lot; the last closes them whole.
/// </summary>
/// <param name="Exposures">Their places in the margin input, ascending.</param>
/// <param name="Quantities">How much of each there is to close, without sign.</param>
/// <param name="Lots">The lot of each.</param>
internal sealed record ClosureSet(ImmutableArray<int> Exposures, ImmutableArray<Quantity> Quantities, ImmutableArray<Quantity> Lots)
{
    /// <summary>As many as the largest position has lots.</summary>
    public long Parts
    {
        get
        {
            var most = 0L;
            for (var i = 0; i < Quantities.Length; i++) most = Math.Max(most, LotsOf(Quantities[i], Lots[i]));
            return most;
        }
    }

    /// <summary>What is left of these positions in a book.</summary>
    public static ClosureSet Of(LiquidationBook book, ImmutableArray<int> exposures) => new(
        exposures,
        [.. exposures.Select(book.LeftOf)],
        [.. exposures.Select(exposure => book.Input.Exposures[exposure].Contract.Contract.Lot)]);

    /// <summary>What parts from one to another close, by position.</summary>
    public ImmutableArray<(int Exposure, Quantity Closed)> Between(long from, long to)
    {
        var (parts, closures) = (Parts, ImmutableArray.CreateBuilder<(int Exposure, Quantity Closed)>(Exposures.Length));
        for (var i = 0; i < Exposures.Length; i++) closures.Add((Exposures[i], UpTo(i, to, parts) - UpTo(i, from, parts)));
        return closures.MoveToImmutable();
    }

    /// <summary>What the first parts close.</summary>
    public ImmutableArray<(int Exposure, Quantity Closed)> Between(long to) => Between(0, to);

    /// <summary>The contracts, in order.</summary>
    public ImmutableArray<ContractId> ContractsIn(LiquidationBook book) => [.. Exposures.Select(exposure => book.Input.Exposures[exposure].Contract.Contract.Id)];

    private Quantity UpTo(int index, long part, long parts)
    {
        if (part == parts) return Quantities[index];
        if (part == 0) return Quantity.Zero;
        var lots = RoundedDivision.MultiplyDivide(LotsOf(Quantities[index], Lots[index]), part, parts, Rounding.HalfEven);
        return Quantity.Min(Quantities[index], Quantity.FromRaw((long)lots * Lots[index].Raw));
    }

    /// <summary>Lots, the last of which may be broken.</summary>
    private static long LotsOf(Quantity quantity, Quantity lot) => (long)RoundedDivision.Divide((Int128)quantity.Raw, lot.Raw, Rounding.Ceiling);
}
