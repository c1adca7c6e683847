using System.Text.Json.Nodes;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>
/// Arithmetic of prices, quantities, amounts and ratios: one <c>operation</c> with its operands and, where it divides, a
/// <c>rounding</c>. What has no exact or no representable result is refused with a code.
/// </summary>
public sealed class UnitArithmetic : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonNode>> Operations = new(StringComparer.Ordinal)
    {
        ["price-times-quantity"] = given => Text(given.Unit<Price>("price") * given.Unit<Quantity>("quantity")),
        ["price-times-ratio"] = given => Text(given.Unit<Price>("price").Times(Ratio(given), Rounded(given))),
        ["price-is-multiple"] = given => JsonValue.Create(given.Unit<Price>("price").IsMultipleOf(given.Unit<Price>("tick"))),
        ["price-from-double"] = given => Text(Price.FromDouble(given.Number("number"), Rounded(given))),
        ["quantity-times-ratio"] = given => Text(given.Unit<Quantity>("quantity").Times(Ratio(given), Rounded(given))),
        ["quantity-scaled"] = given => Text(given.Unit<Quantity>("quantity").Scaled(given.Unit<Quantity>("factor"))),
        ["amount-times-ratio"] = given => Text(Amount(given).Times(Ratio(given), Rounded(given))),
        ["amount-pro-rate"] = given =>
            Text(Amount(given).ProRate(given.Unit<Quantity>("part"), given.Unit<Quantity>("whole"), Rounded(given))),
        ["amount-divided-by-quantity"] = given => Text(Amount(given).DividedBy(given.Unit<Quantity>("quantity"), Rounded(given))),
        ["price-add"] = Add<Price>,
        ["price-subtract"] = Subtract<Price>,
        ["price-negate"] = Negate<Price>,
        ["price-read"] = Read<Price>,
        ["quantity-add"] = Add<Quantity>,
        ["quantity-subtract"] = Subtract<Quantity>,
        ["quantity-negate"] = Negate<Quantity>,
        ["quantity-read"] = Read<Quantity>,
        ["amount-add"] = Add<Amount>,
        ["amount-subtract"] = Subtract<Amount>,
        ["amount-negate"] = Negate<Amount>,
        ["amount-read"] = Read<Amount>,
        ["ratio-add"] = Add<Ratio>,
        ["ratio-subtract"] = Subtract<Ratio>,
        ["ratio-negate"] = Negate<Ratio>,
        ["ratio-read"] = Read<Ratio>,
    };

    /// <inheritdoc/>
    public string Name => "unit-arithmetic";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var operation = given.OneOf("operation", Operations);
        return GuardedArithmetic.Answer(() => new() { ["result"] = operation(given) });
    }

    private static JsonValue Add<T>(AcceptanceGiven given)
        where T : struct, IFixedPoint<T> => Text(given.Unit<T>("left") + given.Unit<T>("right"));

    private static JsonValue Subtract<T>(AcceptanceGiven given)
        where T : struct, IFixedPoint<T> => Text(given.Unit<T>("left") - given.Unit<T>("right"));

    private static JsonValue Negate<T>(AcceptanceGiven given)
        where T : struct, IFixedPoint<T> => Text(-given.Unit<T>("value"));

    private static JsonValue Read<T>(AcceptanceGiven given)
        where T : struct, IFixedPoint<T> => Text(T.Parse(given.Text("text"), provider: null));

    private static Amount Amount(AcceptanceGiven given) => given.Unit<Amount>("amount");

    private static Ratio Ratio(AcceptanceGiven given) => given.Unit<Ratio>("ratio");

    private static Rounding Rounded(AcceptanceGiven given) => given.Rounding("rounding");

    private static JsonValue Text<T>(T value)
        where T : struct, IFixedPoint<T> => JsonValue.Create(value.ToString()!);
}
