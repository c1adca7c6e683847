using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>An account's collateral beside cash, with all that its value depends on. What its value falls with the positions that it covers is asked of them (<see cref="Value"/>).</summary>
/// <param name="Terms">The pool's terms.</param>
/// <param name="Assets">Holdings, in order of asset.</param>
public sealed record PledgedCollateral(CollateralTerms Terms, ImmutableArray<PledgedAsset> Assets)
{
    private const double DaysPerYear = 365;

    /// <summary>
    /// The collateral of an account; null when it holds none. An asset of which it is known that it has no price counts for nothing, so that it makes nothing else unknown; where a price has merely not been heard of, its market is
    /// missing and nothing may be decided.
    /// </summary>
    public static PledgedCollateral? Of(PoolId? pool, IReadOnlyDictionary<AssetId, Quantity> holdings, IMarketView view, out MarketId? missing)
    {
        missing = null;
        if (holdings.Count == 0) return null;
        var terms = (pool is { } known ? view.FindCollateral(known) : null) ?? new CollateralTerms(pool.GetValueOrDefault(), 0, new CollateralPolicy { Assets = [], AccountCap = Amount.Zero });
        var assets = ImmutableArray.CreateBuilder<PledgedAsset>(holdings.Count);
        foreach (var (asset, quantity) in holdings)
        {
            var market = terms.Policy.Find(asset)?.Market;
            var snapshot = market is { } pricedBy ? view.Find(pricedBy) : null;
            var isUnpriced = snapshot?.SettledAt is not null || (market is { } asked && view.IsUnpriced(asked));
            if (market is not null && snapshot is null && !isUnpriced) missing = market;
            assets.Add(new PledgedAsset(asset, quantity, isUnpriced ? null : snapshot, isUnpriced));
        }

        return new PledgedCollateral(terms, assets.MoveToImmutable());
    }

    /// <summary>What it counts for beside these positions.</summary>
    public CollateralValuation Value(ImmutableArray<ContractExposure> exposures)
    {
        var covered = new CoveredRisk(exposures, Terms.Policy.DefaultCorrelation.ToDouble());
        return Terms.Policy.Value([.. Assets.Select(HoldingOf)]);

        CollateralHolding HoldingOf(PledgedAsset pledged) => pledged.Snapshot is { } snapshot
            ? new CollateralHolding
            {
                Asset = pledged.Asset,
                Quantity = pledged.Quantity,
                Price = snapshot.IndexPrice,
                PriceConfidence = snapshot.Confidence ?? Ratio.One,
                VolatilityPerYear = (snapshot.Parameters.Risk ?? RiskParameters.Default).DailyVolatility.ToDouble() * Math.Sqrt(DaysPerYear),
                AverageDailyVolume = Terms.Policy.Find(pledged.Asset)!.AverageDailyVolume.ToDouble(),
                Correlation = covered.CorrelationWith(snapshot.Market),
            }
            : new CollateralHolding { Asset = pledged.Asset, Quantity = pledged.Quantity, Price = Price.Zero, VolatilityPerYear = 0, AverageDailyVolume = 0, Correlation = 0, IsUnpriced = pledged.IsUnpriced };
    }

    /// <summary>The same collateral with one market's price moved.</summary>
    public PledgedCollateral With(MarketSnapshot moved) =>
        this with { Assets = [.. Assets.Select(asset => asset.Snapshot?.Market == moved.Market ? asset with { Snapshot = moved } : asset)] };
}
