using System.Collections.Immutable;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>Moves funding indexes by the market's own policy, when prices show that a boundary between accruals has passed. Pure.</summary>
public static class FundingDecider
{
    /// <summary>The accruals that are due at the time of a new price.</summary>
    /// <param name="ledger">The market before that price.</param>
    /// <param name="observedAt">When the new price was observed.</param>
    /// <param name="markOf">The new mark of a contract.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<FundingAccrued> Due(MarketLedger ledger, DateTimeOffset observedAt, Func<ContractState, Price> markOf, DateTimeOffset now)
    {
        if (ledger.Parameters.Funding is not { } policy || ledger.Snapshot is not { } last) return [];
        return
        [
            .. ledger.Contracts
                .Where(contract => contract is { Status: ContractStatus.Trading, Contract.Kind: ContractKind.Perpetual, Funding: not null })
                .Where(contract => policy.IsDue(contract.Funding!, observedAt))
                .Select(contract => Accrue(ledger, policy, contract, Advance(contract.Funding!, last, observedAt), markOf(contract)) with { At = now }),
        ];
    }

    /// <summary>A period at the time of a new price; what the last one could not support for its age does not count.</summary>
    public static FundingPeriod Advance(FundingPeriod period, MarketSnapshot last, DateTimeOffset observedAt)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(last);
        return period.UntilOrStale(observedAt, last.ObservedAt, TimeSpan.FromSeconds(last.Parameters.PriceMaxAgeSeconds));
    }

    /// <summary>Folds a new price into a contract's funding period. A snapshot follows every move of the breaker, so halts begin and end for funding at the time of a price.</summary>
    internal static FundingPeriod? Observe(MarketLedger ledger, ContractState contract, SnapshotPublished e)
    {
        if (ledger.Parameters.Funding is null || contract.Contract.Kind != ContractKind.Perpetual) return null;
        var period = contract.Funding is { } running && ledger.Snapshot is { } last ? Advance(running, last, e.ObservedAt) : FundingPeriod.StartingAt(e.ObservedAt);
        period = period.Observe(e.ObservedAt, contract.MarkAt(e.IndexPrice), e.IndexPrice);
        return ledger.Breaker?.State.Level == BreakerLevel.Halted ? period.Halt(e.ObservedAt) : period.Resume(e.ObservedAt);
    }

    private static FundingAccrued Accrue(MarketLedger ledger, FundingPolicy policy, ContractState contract, FundingPeriod period, Price mark)
    {
        var statement = policy.Settle(period);
        var header = new CommandHeader(
            PrincipalId.Create(ledger.Market.Value), CommandId.Create($"funding-{contract.Contract.Id}-{period.Now.ToUnixTimeSeconds()}"), period.Now.ToUnixTimeSeconds());

        // Half-even, once, for all holders alike: longs and shorts settle against the same index.
        var index = contract.FundingIndex + mark.Times(statement.Rate, Rounding.HalfEven);
        return new FundingAccrued(new AccrueFunding(header, contract.Contract.Id, statement.Rate), mark, index, statement) { At = default };
    }
}
