using System.Runtime.InteropServices;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;

namespace Clearinghouse.Forecasting.Bars;

/// <summary>A bar in natural logarithms of its prices, which is what every measure of volatility is made of.</summary>
/// <param name="Open">The logarithm of the first price.</param>
/// <param name="High">The logarithm of the highest price.</param>
/// <param name="Low">The logarithm of the lowest price.</param>
/// <param name="Close">The logarithm of the last price.</param>
/// <param name="Volume">What was traded, in units of the base asset, zero or more.</param>
/// <param name="IsFilled">Whether the bar was missing, and stands flat at the close before it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LogBar(double Open, double High, double Low, double Close, double Volume, bool IsFilled)
{
    /// <summary>A bar as it was recorded.</summary>
    public static LogBar From(Bar bar) => new(
        Math.Log(bar.Open.ToDouble()),
        Math.Log(bar.High.ToDouble()),
        Math.Log(bar.Low.ToDouble()),
        Math.Log(bar.Close.ToDouble()),
        (double)bar.Volume,
        IsFilled: false);

    /// <summary>What stands in for a missing bar: nothing traded, and the price stayed at the close before.</summary>
    /// <param name="close">The logarithm of the close before.</param>
    public static LogBar Flat(double close) => new(close, close, close, close, Volume: 0, IsFilled: true);
}
