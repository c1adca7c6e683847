using System.Runtime.InteropServices;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>Exposures in order of market, with what is held of each as a number to compute with: converted once, however many parts of a statement look at it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct HeldContracts
{
    /// <summary>Exposures, and room for a number of each.</summary>
    public HeldContracts(ReadOnlySpan<ContractExposure> exposures, Span<double> room)
    {
        for (var i = 0; i < exposures.Length; i++) room[i] = exposures[i].Position.Quantity.ToDouble();
        Exposures = exposures;
        Quantities = room[..exposures.Length];
    }

    private HeldContracts(ReadOnlySpan<ContractExposure> exposures, ReadOnlySpan<double> quantities)
    {
        Exposures = exposures;
        Quantities = quantities;
    }

    public ReadOnlySpan<ContractExposure> Exposures { get; }

    /// <summary>Contracts held, by exposure; negative short.</summary>
    public ReadOnlySpan<double> Quantities { get; }

    public int Length => Exposures.Length;

    public HeldContracts Slice(int start, int length) => new(Exposures.Slice(start, length), Quantities.Slice(start, length));

    /// <summary>Where the exposures of a market end that begin somewhere; they come in order of market, with one snapshot for each.</summary>
    public int EndOfMarket(int from)
    {
        var (to, snapshot) = (from + 1, Exposures[from].Snapshot);
        while (to < Exposures.Length && ReferenceEquals(Exposures[to].Snapshot, snapshot)) to++;
        return to;
    }
}
