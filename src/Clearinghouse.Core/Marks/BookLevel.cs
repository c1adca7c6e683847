using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>One price of an order book with everything that rests there.</summary>
/// <param name="Price">In quote currency per unit.</param>
/// <param name="Quantity">Contracts; 0 or more.</param>
public readonly record struct BookLevel(Rational Price, Rational Quantity);
