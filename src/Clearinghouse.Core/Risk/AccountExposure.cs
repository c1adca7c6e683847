using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Risk;

/// <summary>What a risk shard keeps of an account: all that its margin depends on, but for trades in flight, which maintenance margin does not count.</summary>
/// <param name="Account">The account.</param>
/// <param name="Version">Grows with every change; older reports are ignored.</param>
/// <param name="Cash">Cash.</param>
/// <param name="Terms">How it is margined.</param>
/// <param name="Markets">Its positions by market.</param>
/// <param name="IsCalled">Whether it is under a margin call, or further down the path to default.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Collateral">What it holds beside cash, in units; null for nothing.</param>
/// <param name="Venue">The venue that brought it; null before its first trade.</param>
/// <param name="Brought">Its positions by venue of the trades, where they are not all of that one.</param>
/// <param name="IsDefaulted">Whether it is in default, and not closed.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountExposure")]
public sealed record AccountExposure(
    [property: Id(0)] AccountId Account,
    [property: Id(1)] long Version,
    [property: Id(2)] Amount Cash,
    [property: Id(3)] MarginTerms Terms,
    [property: Id(4)] ImmutableArray<AccountMarket> Markets,
    [property: Id(5)] bool IsCalled,
    [property: Id(6)] PoolId? Pool = null,
    [property: Id(7)] ImmutableSortedDictionary<AssetId, Quantity>? Collateral = null,
    [property: Id(8)] VenueId? Venue = null,
    [property: Id(10)] ImmutableArray<BroughtPosition> Brought = default,
    [property: Id(11)] bool IsDefaulted = false)
{
    /// <summary>What it has booked of all that its pool moved to it, less what the pool took from it.</summary>
    [Id(12)] public Amount PoolTransfers { get; init; }

    /// <summary>The auction of its portfolio that runs; null for none.</summary>
    [Id(9)] public AuctionListing? Auction { get; init; }

    /// <summary>The exposure of an account.</summary>
    public static AccountExposure Of(AccountLedger ledger) =>
        new(ledger.Account, ledger.Sequence, ledger.Cash, ledger.Terms, [.. ledger.Markets.Values], ledger.IsWatched, ledger.Pool, ledger.Collateral.Count == 0 ? null : ledger.Collateral.ToImmutableSortedDictionary(), ledger.HomeVenue, ledger.Protocol.Brought, ledger.Path.Risk.State == AccountRiskState.Defaulted)
        {
            PoolTransfers = ledger.Path.PoolTransfers,
            Auction = ledger.Path.OpenAuction is { } auction ? new AuctionListing(ledger.Account, auction.Number, auction.OpenedAt) : null,
        };

    /// <summary>Whether any position is open.</summary>
    public bool HasPositions => Markets.Any(market => market.Positions.Values.Any(position => !position.Quantity.IsZero));

    /// <summary>What a margin policy looks at; null when a market's snapshot is missing.</summary>
    public MarginInput? ToInput(IMarketView view)
    {
        var exposures = ImmutableArray.CreateBuilder<ContractExposure>();
        foreach (var market in Markets)
        {
            foreach (var (contract, position) in market.Positions)
            {
                if (position.Quantity.IsZero && position.FundingEntry.IsZero) continue;
                if (view.Find(market.Market) is not { } snapshot || snapshot.Find(contract) is not { } listed) return null;
                exposures.Add(new ContractExposure(market.Market, position, Quantity.Zero, Quantity.Zero, Amount.Zero, listed, snapshot)
                {
                    Risk = Terms.Mode == MarginMode.Portfolio || Collateral is not null ? view.FindRisk(snapshot) : null,
                });
            }
        }

        var pledged = PledgedCollateral.Of(Pool, Collateral ?? ImmutableSortedDictionary<AssetId, Quantity>.Empty, view, out var unpriced);
        if (unpriced is not null) return null;
        return new MarginInput(Account, Cash, exposures.ToImmutable(), Amount.Zero) { Terms = Terms, Collateral = pledged, SettlementPrice = SettlementPrice.Of(Pool, Terms, view) };
    }
}
