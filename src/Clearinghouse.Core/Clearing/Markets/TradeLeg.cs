using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>One account's side of a market event.</summary>
/// <param name="Account">The account.</param>
/// <param name="Quantity">Contracts; positive bought, negative sold.</param>
/// <param name="Fee">Fee owed to the pool, not negative.</param>
/// <param name="PreviousSequence">The market's sequence of the account's previous leg, 0 for the first: whoever holds this leg can see whether it missed one.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TradeLeg")]
public sealed record TradeLeg(
    [property: Id(0)] AccountId Account,
    [property: Id(1)] Quantity Quantity,
    [property: Id(2)] Amount Fee,
    [property: Id(3)] long PreviousSequence)
{
    /// <summary>The leg as its account gets it.</summary>
    internal AccountLeg ToAccountLeg(MarketId market, long sequence, Contract contract, Price price, Price fundingIndex) => new()
    {
        Market = market,
        Sequence = sequence,
        PreviousSequence = PreviousSequence,
        Contract = contract.Id,
        Multiplier = contract.Multiplier,
        Quantity = Quantity,
        Price = price,
        FundingIndex = fundingIndex,
        Fee = Fee,
    };
}
