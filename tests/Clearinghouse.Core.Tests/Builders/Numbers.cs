using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>Numbers as a reader writes them.</summary>
internal static class Numbers
{
    internal static Price P(string text) => Price.Parse(text);

    internal static Quantity Q(string text) => Quantity.Parse(text);

    internal static Amount A(string text) => Amount.Parse(text);

    internal static Ratio R(string text) => Ratio.Parse(text);
}
