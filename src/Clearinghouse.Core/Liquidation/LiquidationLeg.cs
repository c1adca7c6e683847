using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>A trade that closes a position or a part of it.</summary>
/// <param name="Market">The market.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Quantity">What is traded: negative to close a long, positive to close a short.</param>
/// <param name="Mark">The mark price.</param>
/// <param name="Price">The average price of the fills, expected or made; an expected one stands on the contract's tick, rounded against the account.</param>
/// <param name="Notional">What is closed, at the mark; of options, at the index. Not negative.</param>
/// <param name="Cost">What it costs the account against the mark, the penalty included; not negative.</param>
/// <param name="Penalty">The liquidation penalty in it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidationLeg")]
public sealed record LiquidationLeg(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] ContractId Contract,
    [property: Id(2)] Quantity Quantity,
    [property: Id(3)] Price Mark,
    [property: Id(4)] Price Price,
    [property: Id(5)] Amount Notional,
    [property: Id(6)] Amount Cost,
    [property: Id(7)] Amount Penalty)
{
    /// <summary>Whether it closes a long position.</summary>
    [JsonIgnore]
    public bool IsSale => Quantity.IsNegative;

    /// <summary>The same trade at the next tick against the account, at what that costs. A price better than the mark costs nothing: a sale of what is worth less than a tick.</summary>
    /// <param name="contract">The contract's terms.</param>
    public LiquidationLeg OnTick(Contract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var price = TickPrice.Against(Price, contract.Tick, IsSale);
        return this with { Price = price, Cost = CostOf(contract, Quantity, Mark, price) + Penalty };
    }

    /// <summary>What a trade costs against the mark; zero at a better price.</summary>
    internal static Amount CostOf(Contract contract, Quantity traded, Price mark, Price price) => Amount.Max(Amount.Zero, contract.ValueOf(traded, price - mark));
}
