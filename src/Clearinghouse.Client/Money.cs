using System.Globalization;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Client;

/// <summary>Decimals to exact amounts.</summary>
internal static class Money
{
    /// <summary>The amount that a decimal says, exactly.</summary>
    /// <exception cref="FormatException">The decimal has more than sixteen decimal places.</exception>
    public static Amount Exact(decimal value) => Amount.Parse(value.ToString(CultureInfo.InvariantCulture));
}
