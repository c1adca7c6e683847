using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>Gathers the parts of a requirement; parts of nothing are left out. Lives on the stack: millions of statements a second are made.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ComponentBuilder
{
    private Parts _parts;
    private int _count;

    public Amount Initial { get; private set; }

    public Amount Maintenance { get; private set; }

    public void Add(MarginComponentKind kind, Amount initial, Amount maintenance, string? detail = null)
    {
        if (initial.IsZero && maintenance.IsZero) return;
        Initial += initial;
        Maintenance += maintenance;
        _parts[_count++] = new MarginComponent(kind, initial, maintenance, detail);
    }

    public readonly ImmutableArray<MarginComponent> Build() => _count == 0 ? [] : [.. ((ReadOnlySpan<MarginComponent?>)_parts)[.._count]!];

    /// <summary>Room for one of every kind.</summary>
    [InlineArray(13)]
    private struct Parts
    {
        private MarginComponent? _first;
    }
}
