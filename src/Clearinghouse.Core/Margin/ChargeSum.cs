using System.Runtime.InteropServices;

namespace Clearinghouse.Core.Margin;

/// <summary>One kind of charge, added up over markets.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ChargeSum
{
    public double Initial { get; private set; }

    public double Maintenance { get; private set; }

    /// <summary>The most that one market is charged.</summary>
    public double Most { get; private set; }

    /// <summary>Where that market's exposures begin.</summary>
    public int Decided { get; private set; }

    public void Add(double initial, double maintenance, int from)
    {
        Initial += initial;
        Maintenance += maintenance;
        if (initial > Most) (Most, Decided) = (initial, from);
    }
}
