using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Margin;

/// <summary>One side of a trade as typed: <c>MARKET:CONTRACT:QUANTITY[@PRICE]</c>.</summary>
/// <param name="Market">The market.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Quantity">Contracts; negative sells; not zero.</param>
/// <param name="Price">Price per unit of underlying; null for the mark.</param>
internal sealed record TradeText(MarketId Market, ContractId Contract, Quantity Quantity, Price? Price)
{
    /// <summary>Reads a trade.</summary>
    /// <exception cref="CliException">It is none; the message shows the form.</exception>
    public static TradeText Parse(string text)
    {
        var parts = text.Split(':');
        var (quantityText, priceText) = parts.Length == 3 && parts[2].Split('@') is [var first, .. var rest] ? (first, rest) : (string.Empty, []);
        var (price, hasPrice) = (default(Price), priceText.Length == 1);
        if (parts.Length == 3
            && MarketId.TryCreate(parts[0], out var market)
            && ContractId.TryCreate(parts[1], out var contract)
            && Quantity.TryParse(quantityText, out var quantity) && !quantity.IsZero
            && priceText.Length <= 1
            && (!hasPrice || (Core.Units.Price.TryParse(priceText[0], out price) && price.IsPositive)))
            return new TradeText(market, contract, quantity, hasPrice ? price : null);
        throw new CliException($"--trade '{text}' is no trade. Write MARKET:CONTRACT:QUANTITY or MARKET:CONTRACT:QUANTITY@PRICE, such as BTC:BTC-PERP:-0.5@60000.");
    }
}
