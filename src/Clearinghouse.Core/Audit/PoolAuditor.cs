using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Audit;

/// <summary>
/// Adds up a pool over a consistent cut: every account with all legs of the markets as given.
/// </summary>
public static class PoolAuditor
{
    /// <summary>The audit of one pool.</summary>
    /// <param name="pool">The pool's own ledger.</param>
    /// <param name="markets">Every market of the pool.</param>
    /// <param name="accounts">Every account of the pool, each with all legs that the markets owe it.</param>
    public static PoolAudit Audit(PoolLedger pool, IReadOnlyCollection<MarketLedger> markets, IReadOnlyCollection<AccountLedger> accounts)
    {
        var inTransit = markets.Aggregate(
            Amount.Zero, (sum, market) => sum + market.CumulativeFees - (pool.Markets.GetValueOrDefault(market.Market)?.CumulativeFees ?? Amount.Zero));
        var contracts = ContractsOf(accounts);
        return new PoolAudit
        {
            Pool = pool.Pool,
            Accounts = accounts.Count,
            PaidIn = Sum(accounts, account => account.Deposits) + pool.Contributions,
            PaidOut = Sum(accounts, account => account.Withdrawals),
            AccountCash = Sum(accounts, account => account.Cash),
            OpenEntryValue = SumOverPositions(accounts, position => position.EntryValue),
            UnsettledFunding = -SumOverPositions(accounts, position => position.FundingEntry),
            Funds = Sum(pool.Funds.Values, balance => balance) + inTransit + BetweenPoolAndAccounts(pool, accounts),
            Contracts = contracts,
        };
    }

    /// <summary>
    /// What a pool has paid or taken because of defaults and accounts have not booked, and the other way round: collateral that accounts were credited for before the pool heard of it.
    /// </summary>
    private static Amount BetweenPoolAndAccounts(PoolLedger pool, IReadOnlyCollection<AccountLedger> accounts) =>
        Sum(pool.Defaults.Transfers.Values, transfers => transfers.Total) - Sum(accounts, account => account.Path.PoolTransfers)
        + Sum(pool.Defaults.Cases.Values, known => known.Claim.CollateralValue) - Sum(accounts, account => account.Path.CollateralSeized);

    private static ImmutableArray<ContractAudit> ContractsOf(IReadOnlyCollection<AccountLedger> accounts)
    {
        var sums = new SortedDictionary<(MarketId, ContractId), ContractAudit>();
        foreach (var market in accounts.SelectMany(account => account.Markets.Values))
        {
            foreach (var (contract, position) in market.Positions)
            {
                var key = (market.Market, contract);
                var sum = sums.GetValueOrDefault(key) ?? new ContractAudit(market.Market, contract, Quantity.Zero, Amount.Zero, Amount.Zero);
                sums[key] = sum with
                {
                    QuantityResidual = sum.QuantityResidual + position.Quantity,
                    EntryResidual = sum.EntryResidual + position.EntryValue - position.Realised,
                    FundingResidual = sum.FundingResidual + position.FundingEntry - position.FundingPaid,
                };
            }
        }

        return [.. sums.Values];
    }

    private static Amount SumOverPositions(IReadOnlyCollection<AccountLedger> accounts, Func<Positions.Position, Amount> part) =>
        Sum(accounts.SelectMany(account => account.Markets.Values).SelectMany(market => market.Positions.Values), part);

    private static Amount Sum<T>(IEnumerable<T> items, Func<T, Amount> part) => items.Aggregate(Amount.Zero, (sum, item) => sum + part(item));
}
