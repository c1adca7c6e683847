using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>
/// Positions that are closed together, in proportion, so that what hedges what goes on doing so; or one position. Part k of <see cref="Parts"/> closes that part of every position, each to the nearest lot; the last closes them whole.
/// </summary>
internal sealed class ClosureSet
{
    private readonly ImmutableArray<Quantity> _lots;
    private readonly ImmutableArray<long> _counts;

    private ClosureSet(ImmutableArray<int> exposures, ImmutableArray<Quantity> quantities, ImmutableArray<Quantity> lots)
    {
        (Exposures, Quantities, _lots) = (exposures, quantities, lots);
        _counts = [.. quantities.Zip(lots, LotsOf)];
        Parts = _counts.Max();
    }

    /// <summary>Their places in the margin input, ascending.</summary>
    public ImmutableArray<int> Exposures { get; }

    /// <summary>How much of each there is to close, without sign.</summary>
    public ImmutableArray<Quantity> Quantities { get; }

    /// <summary>As many as the largest position has lots.</summary>
    public long Parts { get; }

    /// <summary>What is left of these positions in a book.</summary>
    public static ClosureSet Of(LiquidationBook book, ImmutableArray<int> exposures) => new(
        exposures,
        [.. exposures.Select(book.LeftOf)],
        [.. exposures.Select(exposure => book.Input.Exposures[exposure].Contract.Contract.Lot)]);

    /// <summary>Other quantities of the same positions.</summary>
    public ClosureSet Of(ImmutableArray<Quantity> quantities) => new(Exposures, quantities, _lots);

    /// <summary>What parts from one to another close, by position.</summary>
    public ImmutableArray<(int Exposure, Quantity Closed)> Between(long from, long to)
    {
        var closures = ImmutableArray.CreateBuilder<(int Exposure, Quantity Closed)>(Exposures.Length);
        for (var i = 0; i < Exposures.Length; i++) closures.Add((Exposures[i], UpTo(i, to) - UpTo(i, from)));
        return closures.MoveToImmutable();
    }

    /// <summary>What the first parts close.</summary>
    public ImmutableArray<(int Exposure, Quantity Closed)> Between(long to) => Between(0, to);

    /// <summary>The contracts, in order.</summary>
    public ImmutableArray<ContractId> ContractsIn(LiquidationBook book) => [.. Exposures.Select(exposure => book.Input.Exposures[exposure].Contract.Contract.Id)];

    private Quantity UpTo(int index, long part)
    {
        if (part == Parts) return Quantities[index];
        if (part == 0) return Quantity.Zero;
        var lots = _counts[index] == Parts ? part : (long)RoundedDivision.MultiplyDivide(_counts[index], part, Parts, Rounding.HalfEven);
        return Quantity.Min(Quantities[index], Quantity.FromRaw(lots * _lots[index].Raw));
    }

    /// <summary>Lots, the last of which may be broken.</summary>
    private static long LotsOf(Quantity quantity, Quantity lot) => (long)RoundedDivision.Divide((Int128)quantity.Raw, lot.Raw, Rounding.Ceiling);
}
