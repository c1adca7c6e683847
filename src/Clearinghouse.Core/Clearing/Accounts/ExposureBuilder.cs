using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Puts an account's positions and reservations together into what a margin policy looks at.</summary>
public static class ExposureBuilder
{
    /// <summary>The margin input of an account.</summary>
    /// <param name="ledger">The account.</param>
    /// <param name="reservations">Margin set aside, and whatever is being asked.</param>
    /// <param name="view">The newest snapshots.</param>
    /// <param name="missing">The market whose snapshot is missing, when the answer is null.</param>
    /// <param name="positions">Positions to look at in place of the ledger's, by contract; null for none.</param>
    /// <param name="terms">Terms to margin by in place of the ledger's; null for none.</param>
    /// <param name="collateral">Collateral to look at in place of the ledger's; null for none.</param>
    /// <returns>The input, or null when a snapshot or a contract in it is missing.</returns>
    public static MarginInput? Build(
        AccountLedger ledger,
        IEnumerable<Reservation> reservations,
        IMarketView view,
        out MarketId missing,
        ImmutableDictionary<(MarketId, ContractId), Position>? positions = null,
        MarginTerms? terms = null,
        IReadOnlyDictionary<AssetId, Quantity>? collateral = null)
    {
        terms ??= ledger.Terms;
        var (pending, fees) = Collect(reservations);
        var keys = KeysOf(ledger, pending, positions);
        var exposures = ImmutableArray.CreateBuilder<ContractExposure>(keys.Count);
        missing = default;
        var holdings = collateral ?? ledger.Collateral;
        var needsRisk = terms.Mode == MarginMode.Portfolio || holdings.Count > 0;
        foreach (var (market, contract) in keys)
        {
            if (view.Find(market) is not { } snapshot || snapshot.Find(contract) is not { } listed)
            {
                missing = market;
                return null;
            }

            var position = positions?.GetValueOrDefault((market, contract)) ?? ledger.FindPosition(market, contract) ?? Position.Flat(listed.Contract.Multiplier);
            exposures.Add(ExposureOf(market, position, pending.GetValueOrDefault((market, contract)), listed, snapshot) with { Risk = needsRisk ? view.FindRisk(snapshot) : null });
        }

        var pledged = PledgedCollateral.Of(ledger.Pool, holdings, view, out var unpriced);
        if (unpriced is { } withoutPrice)
        {
            missing = withoutPrice;
            return null;
        }

        return new MarginInput(ledger.Account, ledger.Cash, exposures.MoveToImmutable(), fees)
        {
            Terms = terms,
            Collateral = pledged,
            SettlementPrice = SettlementPrice.Of(ledger.Pool, terms, view),
        };
    }

    /// <summary>Contracts with an open position or something pending, in order. Positions come in order already, so only a new contract costs a sort.</summary>
    private static List<(MarketId Market, ContractId Contract)> KeysOf(
        AccountLedger ledger, Dictionary<(MarketId, ContractId), List<Reservation>> pending, ImmutableDictionary<(MarketId, ContractId), Position>? positions)
    {
        var keys = new List<(MarketId Market, ContractId Contract)>();
        var seen = 0;
        foreach (var market in ledger.Markets.Values)
        {
            foreach (var (contract, position) in market.Positions)
            {
                var key = (market.Market, contract);
                var isPending = pending.ContainsKey(key);
                if (isPending) seen++;
                var held = positions is not null && positions.TryGetValue(key, out var other) ? other : position;
                if (isPending || !held.Quantity.IsZero) keys.Add(key);
            }
        }

        if (seen == pending.Count && positions is null) return keys;
        keys.AddRange(pending.Keys.Union(positions?.Keys ?? []).Where(key => ledger.FindPosition(key.Item1, key.Item2) is null));
        keys.Sort();
        return keys;
    }

    private static ContractExposure ExposureOf(
        MarketId market, Position position, List<Reservation>? pending, ContractSnapshot listed, MarketSnapshot snapshot)
    {
        var (buys, sells, loss) = (Quantity.Zero, Quantity.Zero, Amount.Zero);
        foreach (var reservation in pending ?? [])
        {
            if (reservation.Quantity.IsPositive) buys += reservation.Quantity;
            else sells -= reservation.Quantity;
            var gain = listed.Contract.ValueOf(reservation.Quantity, listed.MarkPrice - reservation.Price);
            if (gain.IsNegative) loss -= gain;
        }

        return new ContractExposure(market, position, buys, sells, loss, listed, snapshot);
    }

    private static (Dictionary<(MarketId, ContractId), List<Reservation>> Pending, Amount Fees) Collect(IEnumerable<Reservation> reservations)
    {
        var pending = new Dictionary<(MarketId, ContractId), List<Reservation>>();
        var fees = Amount.Zero;
        foreach (var reservation in reservations)
        {
            var key = (reservation.Market, reservation.Contract);
            if (!pending.TryGetValue(key, out var list)) pending[key] = list = [];
            list.Add(reservation);
            fees += reservation.Fee;
        }

        return (pending, fees);
    }
}
