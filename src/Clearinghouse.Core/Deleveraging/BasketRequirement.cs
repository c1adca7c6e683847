using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>The maintenance requirement of an account if it held these quantities, in the order of its legs; not negative. The margin engine supplies it (see <see cref="MarginBaskets"/>).</summary>
public delegate Amount BasketRequirement(DeleveragingAccount account, ImmutableArray<Quantity> held);
