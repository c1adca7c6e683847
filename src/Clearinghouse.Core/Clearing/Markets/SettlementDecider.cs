using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Settlements;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>Settles a market by its rule, when it can't be priced any more or is wound down. Pure: the ledger is read, never changed.</summary>
public static class SettlementDecider
{
    /// <summary>The furthest ahead that a wind-down may be announced, in days.</summary>
    private const int LongestNoticeDays = 366;

    /// <summary>Settles the market now, because it had no price for too long, or announces that it will be wound down.</summary>
    /// <param name="ledger">The market.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="awakeSince">Since when the market could have heard of prices.</param>
    /// <param name="now">The time.</param>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, SettleMarket command, DateTimeOffset awakeSince, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(command);
        if (ledger.Commands.Recall(command) is { } known) return Decision<MarketEvent>.From(known);
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > SettleMarket.LongestReason) return Refuse(RefusalCode.RequestInvalid, "reason");
        if (ledger.Pool is null) return Refuse(RefusalCode.MarketUnknown, ledger.Market.Value);
        if (ledger.Parameters.Settlement is not { } rule) return Refuse(RefusalCode.SettlementNotConfigured, ledger.Market.Value);
        if (command.SettleAt is { } at) return Announce(ledger, rule, command, at, now);
        if (ledger.Snapshot is null) return Refuse(RefusalCode.PriceUnknown, ledger.Market.Value);
        if (SilentFrom(ledger, awakeSince) is not { } due) return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.NothingToSettle) { Subject = ledger.Market.Value, Available = $"{ledger.Settlement?.SettledAt:O}" });
        return now < due
            ? Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.SettlementNotDue) { Subject = ledger.Market.Value, Required = $"{due:O}", Available = $"{now:O}", Limit = $"{rule.SilenceSeconds} s" })
            : Accept(ledger, command, now);
    }

    /// <summary>What time alone makes of the market: it is settled when it had no price for too long, and when an announced time has come. Accepted with no events when nothing is due.</summary>
    /// <param name="ledger">The market.</param>
    /// <param name="awakeSince">Since when the market could have heard of prices.</param>
    /// <param name="now">The time.</param>
    public static Decision<MarketEvent> Lapse(MarketLedger ledger, DateTimeOffset awakeSince, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (ledger.Settlement is not { } settlement || ledger.Snapshot is null) return Decision<MarketEvent>.Accept();
        if (settlement.Announced is { SettleAt: { } at } announced && at <= now) return Accept(ledger, announced, now);
        return SilentFrom(ledger, awakeSince) <= now ? Accept(ledger, null, now) : Decision<MarketEvent>.Accept();
    }

    /// <summary>Whether the rule may not be changed now, so that nobody can bend it while it is about to be used: the refusal, or null.</summary>
    internal static Refusal? CheckChange(MarketLedger ledger, ConfigureMarket command, DateTimeOffset now)
    {
        if (ledger.Parameters.Settlement is not { } rule || rule == command.Parameters.Settlement || ledger.Snapshot is not { } last) return null;
        var isAnnounced = ledger.Settlement?.Announced is not null;
        return isAnnounced || (last.IsStaleAt(now) && ledger.Settlement?.SettledAt is null)
            ? new Refusal(RefusalCode.SettlementRuleFixed) { Subject = ledger.Market.Value, Available = $"{(isAnnounced ? ledger.Settlement!.Announced!.SettleAt : last.ObservedAt):O}" }
            : null;
    }

    /// <summary>The settlement that the rule makes at a time, whoever asked; null when it makes none: there is no rule, no price, or it is too early.</summary>
    internal static MarketSettled? Settle(MarketLedger ledger, SettleMarket? command, DateTimeOffset at)
    {
        if (ledger.Parameters.Settlement is not { } rule || ledger.Settlement is not { } settlement || ledger.Snapshot is not { } last) return null;
        var isAnnounced = command?.SettleAt is not null;
        if (isAnnounced ? settlement.Announced != command || command!.SettleAt > at : !(SilentFrom(ledger, DateTimeOffset.MinValue) <= at)) return null;
        return new MarketSettled(rule, last.ObservedAt, [.. ledger.Contracts.Where(contract => contract.Average is not null).Select(contract => SettlementOf(contract, command?.SettleAt))], command) { At = at };
    }

    private static Decision<MarketEvent> Announce(MarketLedger ledger, SettlementRule rule, SettleMarket command, DateTimeOffset at, DateTimeOffset now)
    {
        if (ledger.Settlement?.Announced is { } before) return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.SettlementAlreadyAnnounced) { Subject = ledger.Market.Value, Limit = $"{before.SettleAt:O}" });
        var earliest = now.AddSeconds(rule.NoticeSeconds);
        if (at < earliest) return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.SettlementNoticeShort) { Subject = ledger.Market.Value, Required = $"{earliest:O}", Available = $"{at:O}", Limit = $"{rule.NoticeSeconds} s" });
        return at > now.AddDays(LongestNoticeDays) ? Refuse(RefusalCode.RequestInvalid, "settleAt") : Decision<MarketEvent>.Accept(new SettlementAnnounced(command) { At = now });
    }

    /// <summary>
    /// When silence is long enough; null once the market was settled for it: a contract that was listed since has no position. It is counted from the last price, but from no time at which the rule was not yet in force, and it is not held against oracles that the market itself was away.
    /// </summary>
    private static DateTimeOffset? SilentFrom(MarketLedger ledger, DateTimeOffset awakeSince)
    {
        if (ledger.Parameters.Settlement is not { } rule || ledger.Settlement is not { } settlement || ledger.Snapshot is not { } last || settlement.SettledAt is not null) return null;
        var since = last.ObservedAt > settlement.RuleSince ? last.ObservedAt : settlement.RuleSince;
        var (due, returned) = (since.AddSeconds(rule.SilenceSeconds), awakeSince.AddSeconds(rule.ReturnSeconds));
        return returned > due ? returned : due;
    }

    private static Decision<MarketEvent> Accept(MarketLedger ledger, SettleMarket? command, DateTimeOffset now)
    {
        var settled = Settle(ledger, command, now)!;
        var (events, lastLegs) = (ImmutableArray.CreateBuilder<MarketEvent>(), new Dictionary<AccountId, long>());
        events.Add(settled);
        foreach (var contract in settled.Contracts)
        {
            // An account that holds several contracts gets a leg of each, and each names the one before.
            foreach (var closing in MarketDecider.Close(ledger, contract.Contract, contract.Price, now, lastLegs).ToList())
            {
                events.Add(closing);
                foreach (var leg in closing.Legs) lastLegs[leg.Account] = ledger.Sequence + events.Count;
            }
        }

        return MarketDecider.Accept(ledger, events.DrainToImmutable(), now);
    }

    /// <summary>The average up to an announced time, or up to the last price: without notice, or where no price could be relied on before that time.</summary>
    private static ContractSettlement SettlementOf(ContractState contract, DateTimeOffset? until)
    {
        var toLast = contract.Average!;
        var average = until is { } at && toLast.Until(at) is { CountedTicks: > 0 } announced ? announced : toLast;
        return new ContractSettlement(contract.Contract.Id, average.Price, average.From, average.Now, average.CountedTicks);
    }

    private static Decision<MarketEvent> Refuse(RefusalCode code, string subject) => Decision<MarketEvent>.Refuse(new Refusal(code) { Subject = subject });
}
