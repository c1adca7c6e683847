using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Comparison;

/// <summary>What this pool's own policies ask for a book: the engine itself, on snapshots made from the book.</summary>
public static class PoolRequirement
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    /// <summary>The statement of a book.</summary>
    /// <param name="book">The book; without faults.</param>
    /// <param name="mode">Cross or portfolio.</param>
    /// <param name="scenarios">The scenarios of portfolio margin.</param>
    public static MarginStatement Evaluate(VenueBook book, MarginMode mode, ScenarioSet scenarios)
    {
        var exposures = ImmutableArray.CreateBuilder<ContractExposure>();
        foreach (var market in book.Markets)
        {
            var contracts = ContractsOf(market);
            var snapshot = SnapshotOf(market, contracts);
            var risk = mode == MarginMode.Portfolio ? RiskArrayBuilder.Build(snapshot, scenarios) : null;
            foreach (var (contract, legs) in contracts)
            {
                var listed = snapshot.Find(contract.Id)!;
                var quantity = Quantity.FromDecimal(Math.Round((decimal)legs.Sum(leg => leg.Quantity), 8));
                var position = Position.Flat(contract.Multiplier).Fill(quantity, listed.MarkPrice, Price.Zero, Amount.Zero).Position;
                exposures.Add(new ContractExposure(snapshot.Market, position, Quantity.Zero, Quantity.Zero, Amount.Zero, listed, snapshot) { Risk = risk });
            }
        }

        return MarginPolicies.Default.Evaluate(new MarginInput(AccountId.Create("book"), Amount.Zero, exposures.ToImmutable(), Amount.Zero) { Terms = new MarginTerms(mode) });
    }

    private static List<(Contract Contract, List<VenueLeg> Legs)> ContractsOf(VenueBookMarket market) =>
    [
        .. market.Legs
            .GroupBy(leg => (leg.Type, leg.StrikePrice, leg.DaysToExpiry))
            .Select((group, number) => (ContractOf(group.First(), number), group.ToList())),
    ];

    private static Contract ContractOf(VenueLeg leg, int number) => new()
    {
        Id = ContractId.Create($"leg-{number + 1}"),
        Kind = leg.IsOption ? ContractKind.Option : ContractKind.Perpetual,
        Tick = Price.FromRaw(1),
        Lot = Quantity.FromRaw(1),
        Expiry = leg.IsOption ? Now.AddDays(leg.DaysToExpiry.GetValueOrDefault()) : null,
        Strike = leg.IsOption ? Price.FromDouble(leg.StrikePrice.GetValueOrDefault(), Rounding.HalfEven) : null,
        Right = leg.IsOption ? leg.Right : null,
    };

    private static MarketSnapshot SnapshotOf(VenueBookMarket market, List<(Contract Contract, List<VenueLeg> Legs)> contracts) => new()
    {
        Market = MarketId.Create(market.Market),
        Version = 1,
        ObservedAt = Now,
        IndexPrice = Price.FromDouble(market.IndexPrice, Rounding.HalfEven),
        Parameters = new MarketParameters { Risk = new RiskParameters { DailyVolatility = Ratio.FromPpm((long)Math.Ceiling(market.DailyVolatility * 1e6)) } },
        Contracts = [.. contracts.Select(pair => new ContractSnapshot(pair.Contract, ContractStatus.Trading, MarkOf(market, pair.Legs[0]), Price.Zero, Quantity.Zero))],
    };

    private static Price MarkOf(VenueBookMarket market, VenueLeg leg) => Price.FromDouble(
        leg.IsOption
            ? Black76.Price(leg.Right, leg.ForwardPrice ?? market.IndexPrice, leg.StrikePrice.GetValueOrDefault(), leg.Volatility.GetValueOrDefault(), leg.DaysToExpiry.GetValueOrDefault() / 365, 1)
            : leg.Price ?? market.IndexPrice,
        Rounding.HalfEven);
}
