using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Settlements;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>What a market remembers of its settlement by rule.</summary>
public sealed record MarketSettlement
{
    /// <summary>Since when the rule is as it is: silence of before is not held against anybody.</summary>
    public required DateTimeOffset RuleSince { get; init; }

    /// <summary>A wind-down that is announced; null for none.</summary>
    public SettleMarket? Announced { get; init; }

    /// <summary>When the market was settled for want of a price, while it has no newer one; null otherwise.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The time of the last price when it was settled last; null for never.</summary>
    public DateTimeOffset? SettledPriceAt { get; init; }

    /// <summary>What is remembered after a settlement. A wind-down at good prices says nothing against these: they go on to price collateral.</summary>
    internal MarketSettlement After(MarketSettled e, MarketSnapshot last) =>
        this with { Announced = null, SettledAt = e.Command?.SettleAt is not null && !last.IsStaleAt(e.At) ? null : e.At, SettledPriceAt = last.ObservedAt };

    /// <summary>What is remembered after the parameters were set.</summary>
    internal static MarketSettlement? Configure(MarketSettlement? before, SettlementRule? rule, MarketConfigured e)
    {
        var configured = e.Command.Parameters.Settlement;
        if (configured is null) return null;
        return before is not null && rule == configured ? before : (before ?? new MarketSettlement { RuleSince = e.At }) with { RuleSince = e.At };
    }

    /// <summary>Folds a price into what contracts would be settled at. What comes after an announced time counts no more, for that settlement is only still to be written.</summary>
    internal static MarketSettlement? Observe(MarketLedger ledger, SnapshotPublished e)
    {
        foreach (var contract in ledger.Contracts) contract.Average = AverageOf(ledger, contract, e);
        return ledger.Settlement is { SettledAt: not null } settled && e.ObservedAt > settled.SettledPriceAt ? settled with { SettledAt = null } : ledger.Settlement;
    }

    private static SettlementAverage? AverageOf(MarketLedger ledger, ContractState contract, SnapshotPublished e)
    {
        if (ledger.Parameters.Settlement is not { } rule || contract.Status != ContractStatus.Trading) return null;
        var (mark, maxAge) = (contract.MarkAt(e.IndexPrice), TimeSpan.FromSeconds(ledger.Parameters.PriceMaxAgeSeconds));
        if (contract.Average is not { } running || running.Seconds != rule.AveragingSeconds) return SettlementAverage.StartingAt(rule.AveragingSeconds, e.ObservedAt, mark, maxAge);
        return ledger.Settlement?.Announced?.SettleAt is { } until && e.ObservedAt > until ? running.Until(until) : running.Observe(e.ObservedAt, mark, maxAge);
    }
}
