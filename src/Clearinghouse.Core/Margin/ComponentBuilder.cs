using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>Gathers the parts of a requirement; parts of nothing are left out.</summary>
internal sealed class ComponentBuilder
{
    private readonly ImmutableArray<MarginComponent>.Builder _components = ImmutableArray.CreateBuilder<MarginComponent>(4);

    public Amount Initial { get; private set; }

    public Amount Maintenance { get; private set; }

    public void Add(MarginComponentKind kind, Amount initial, Amount maintenance, string? detail = null)
    {
        if (initial.IsZero && maintenance.IsZero) return;
        Initial += initial;
        Maintenance += maintenance;
        _components.Add(new MarginComponent(kind, initial, maintenance, detail));
    }

    public ImmutableArray<MarginComponent> Build() => _components.DrainToImmutable();
}
