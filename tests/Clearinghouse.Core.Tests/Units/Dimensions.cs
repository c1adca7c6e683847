using System.Reflection;
using Clearinghouse.Core.Units;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>Which operators exist, so that a new one that mixes dimensions is a decision and not an accident.</summary>
public sealed class Dimensions
{
    private static readonly Type[] UnitTypes = [typeof(Price), typeof(Quantity), typeof(Amount), typeof(Ratio)];

    [Fact]
    public void Only_price_times_quantity_mixes_types()
    {
        var mixed = Operators().Where(o => !IsWithinOneUnit(o)).Select(Describe).Order(StringComparer.Ordinal);

        Assert.Equal(["op_Multiply(Price, Quantity) -> Amount", "op_Multiply(Quantity, Price) -> Amount"], mixed);
    }

    [Fact]
    public void Within_a_unit_there_is_sum_difference_negation_and_comparison()
    {
        string[] expected =
        [
            "op_Addition", "op_Equality", "op_GreaterThan", "op_GreaterThanOrEqual", "op_Inequality", "op_LessThan", "op_LessThanOrEqual",
            "op_Subtraction", "op_UnaryNegation",
        ];
        foreach (var unit in UnitTypes)
        {
            var own = Operators().Where(o => o.DeclaringType == unit && IsWithinOneUnit(o)).Select(o => o.Name);
            Assert.Equal(expected, own.Order(StringComparer.Ordinal));
        }
    }

    // Every type of Core, because an extension operator or a conversion may be declared away from the units.
    private static IEnumerable<MethodInfo> Operators() =>
        typeof(Price).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(m => m.Name.StartsWith("op_", StringComparison.Ordinal) && !m.DeclaringType!.IsInterface)
            .Where(m => SignatureOf(m).Any(t => UnitTypes.Contains(t) || t.IsGenericParameter));

    private static bool IsWithinOneUnit(MethodInfo method) =>
        method.GetParameters().All(p => p.ParameterType == method.DeclaringType)
        && (method.ReturnType == method.DeclaringType || method.ReturnType == typeof(bool));

    private static IEnumerable<Type> SignatureOf(MethodInfo method) =>
        method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType);

    private static string Describe(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))}) -> {method.ReturnType.Name}";
}
