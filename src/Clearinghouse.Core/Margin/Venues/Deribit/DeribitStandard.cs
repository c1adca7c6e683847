using Clearinghouse.Core.Products;

namespace Clearinghouse.Core.Margin.Venues.Deribit;

/// <summary>Deribit's standard margin of an option, in coin (Deribit's published documentation). A long option needs nothing: its premium is paid.</summary>
/// <param name="MaximumFraction">Largest initial charge of a short option, in coin per contract.</param>
/// <param name="MinimumFraction">Smallest, however far out of the money.</param>
/// <param name="MaintenanceFraction">Maintenance charge of a short option.</param>
public sealed record DeribitStandard(double MaximumFraction = 0.15, double MinimumFraction = 0.1, double MaintenanceFraction = 0.075)
{
    /// <summary>Requirements of one option position; not negative.</summary>
    /// <param name="right">Call or put.</param>
    /// <param name="indexPrice">Index price.</param>
    /// <param name="strikePrice">Strike.</param>
    /// <param name="markPriceCoin">The option's price in coin.</param>
    /// <param name="quantity">Contracts; negative short.</param>
    public (double Initial, double Maintenance) Evaluate(OptionRight right, double indexPrice, double strikePrice, double markPriceCoin, double quantity)
    {
        if (quantity >= 0) return (0, 0);
        var outOfTheMoney = Math.Max(0, right == OptionRight.Call ? strikePrice - indexPrice : indexPrice - strikePrice);
        var initial = (Math.Max(MaximumFraction - (outOfTheMoney / indexPrice), MinimumFraction) + markPriceCoin) * -quantity;
        if (right == OptionRight.Call) return (initial, (MaintenanceFraction + markPriceCoin) * -quantity);
        var maintenance = (Math.Max(MaintenanceFraction, MaintenanceFraction * markPriceCoin) + markPriceCoin) * -quantity;
        return (Math.Max(initial, maintenance), maintenance);
    }
}
