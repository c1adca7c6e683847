using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Decides what moves a pool's money. Pure: the ledger is read, never changed.</summary>
public static class PoolDecider
{
    /// <summary>
    /// Collects a market's fees. Markets say how much they collected in all up to a sequence, so a lost, repeated or late message does no harm.
    /// </summary>
    /// <returns>The event, or null when nothing new was said.</returns>
    /// <exception cref="JournalCorruptException">The market says that its fees shrank, which no market can.</exception>
    public static FeesCollected? Collect(PoolLedger ledger, MarketId market, long sequence, Amount cumulativeFees, DateTimeOffset now)
    {
        var known = ledger.Markets.GetValueOrDefault(market) ?? new MarketFees(0, Amount.Zero);
        if (sequence <= known.Sequence || cumulativeFees == known.CumulativeFees) return null;
        JournalCorruptException.ThrowUnless(cumulativeFees > known.CumulativeFees, $"market/{market}", sequence, "its fees shrank");
        var fees = cumulativeFees - known.CumulativeFees;
        return new FeesCollected(market, sequence, cumulativeFees, fees, InsuranceDecider.PremiumOf(ledger, fees)) { At = now };
    }

    /// <summary>Sets on what terms collateral beside cash is taken.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, ConfigureCollateral command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        return command.Policy.Check() is { } invalid
            ? Decision<PoolEvent>.Refuse(invalid)
            : Decision<PoolEvent>.Accept(new CollateralConfigured(command, ledger.Rules.EffectiveAt(Loosening.IsLooser(ledger.Collateral?.Policy, command.Policy), now)) { At = now });
    }

    /// <summary>Sets what the pool limits beyond margin.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, ConfigureLimits command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        return command.Policy.Check() is { } invalid
            ? Decision<PoolEvent>.Refuse(invalid)
            : Decision<PoolEvent>.Accept(new LimitsConfigured(command, ledger.Rules.EffectiveAt(Loosening.IsLooser(ledger.Rules.Limits?.Policy, command.Policy), now)) { At = now });
    }

    /// <summary>The terms that were put off and are due now.</summary>
    public static ImmutableArray<TermsTookEffect> TakeEffect(PoolLedger ledger, DateTimeOffset now) =>
        [.. ledger.Rules.Changes.DueAt(now).Select(due => new TermsTookEffect(due.Kind, due.Version) { At = now })];

    /// <summary>The share of the pool's funds against losses that uncovered losses of its accounts would use up, rounded up, at most 1; null for a pool without such funds.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="uncovered">What accounts owe beyond all they have; not negative.</param>
    public static Ratio? DepletionOf(PoolLedger ledger, Amount uncovered)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return ledger.LossFunds is { IsPositive: true } funds ? Rational.Clamp(Rational.From(uncovered) / Rational.From(funds), 0, 1).Round<Ratio>(Rounding.Ceiling) : null;
    }

    /// <summary>Pays money from outside into a fund.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, ContributeFund command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (!Enum.IsDefined(command.Fund)) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.RequestInvalid) { Subject = "fund" });
        if (MovementLimit.Check(command.Amount) is { } invalid) return Decision<PoolEvent>.Refuse(invalid);
        return CheckVenue(ledger, command) is { } refusal ? Decision<PoolEvent>.Refuse(refusal) : Decision<PoolEvent>.Accept(new FundContributed(command, AssessmentDecider.PaymentsOf(ledger, command)) { At = now });
    }

    /// <summary>The default fund and assessments are paid by venues, and by nobody else; no more than what is owed.</summary>
    private static Refusal? CheckVenue(PoolLedger ledger, ContributeFund command)
    {
        if (command.Fund is not (PoolFund.DefaultFund or PoolFund.Receivables))
            return command.Venue is null ? null : new Refusal(RefusalCode.RequestInvalid) { Subject = "venue", Detail = "this fund is no venue's" };
        if (command.Venue is not { } venue || string.IsNullOrEmpty(venue.Value)) return new Refusal(RefusalCode.RequestInvalid) { Subject = "venue", Detail = "say whose contribution it is" };
        if (command.Fund != PoolFund.Receivables) return null;
        var owed = ledger.Defaults.MemberOf(venue).Owed;
        return command.Amount > owed ? new Refusal(RefusalCode.AssessmentOverpaid) { Subject = venue.Value, Available = command.Amount.ToString(), Limit = owed.ToString() } : null;
    }
}
