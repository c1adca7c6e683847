using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Decides who bears what defaults cost, and who gets what comes back. Pure: the ledger is read, never changed.</summary>
public static class DefaultDecider
{
    /// <summary>Sets how the pool deals with defaults.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, ConfigureDefaults command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        return command.Policy.Check() is { } invalid ? Decision<PoolEvent>.Refuse(invalid) : Decision<PoolEvent>.Accept(new DefaultsConfigured(command, ledger.Rules.EffectiveAt(Loosening.IsLooser(ledger.Defaults.Terms?.Policy, command.Policy), now)) { At = now });
    }

    /// <summary>What the funds and the assessments leave of a claim: what has to be taken from other accounts. Zero where nothing is.</summary>
    public static Amount DeficitOf(PoolLedger ledger, DefaultClaim claim, DateTimeOffset now)
    {
        if (ledger.Defaults.Terms is not { } terms) return Amount.Zero;
        return DefaultWaterfall.DeficitOf(LossOf(claim), DefaultWaterfall.FundLayers(ResourcesOf(ledger, claim, terms.Policy), terms.Policy.Waterfall, now));
    }

    /// <summary>Allocates the loss of a default. The same claim again is answered by where it stands.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="claim">What is owed.</param>
    /// <param name="gains">What other accounts are owed by the settlement, for gains haircutting and tear-up; only looked at when there is a deficit.</param>
    /// <param name="deleveraging">The plan that covers the deficit; null for none.</param>
    /// <param name="now">The time.</param>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, DefaultClaim claim, ImmutableArray<AccountGain> gains, DeleveragingPlan? deleveraging, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.FindFault() is { } fault) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.RequestInvalid) { Subject = claim.Default.Value, Detail = fault });
        if (ledger.Defaults.Cases.TryGetValue(claim.Default, out var known)) return Recall(claim, known);
        if (ledger.Defaults.Terms is not { } terms) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.DefaultsNotConfigured) { Subject = ledger.Pool.Value });
        var resources = ResourcesOf(ledger, claim, terms.Policy) with { Gains = gains, Deleveraged = deleveraging?.Haircuts ?? [] };
        var plan = LossWaterfall.Allocate(claim.Default, LossOf(claim), DefaultWaterfall.LayersOf(resources, terms.Policy.Waterfall, now));
        return Decision<PoolEvent>.Accept(new LossAllocated(claim, plan, deleveraging?.Certificate, TornUp.Of(plan, gains)) { At = now });
    }

    /// <summary>
    /// Says what is wrong with an allocation that stands in a journal, or null when nothing is: the funds and the assessments pay what the waterfall makes them pay, to the unit, and what is taken from accounts comes to the rest,
    /// within what the certificate of a deleveraging proves.
    /// </summary>
    /// <param name="ledger">The pool as it was before the event.</param>
    /// <param name="e">The event.</param>
    public static string? FindFault(PoolLedger ledger, LossAllocated e)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(e);
        if (ledger.Defaults.Terms is not { } terms) return "a loss is allocated in a pool that deals with no defaults";
        var layers = DefaultWaterfall.FundLayers(ResourcesOf(ledger, e.Claim, terms.Policy), terms.Policy.Waterfall, e.At);
        var due = LossWaterfall.Allocate(e.Claim.Default, LossOf(e.Claim), layers);
        var expected = due.Postings.Where(posting => posting.Layer < layers.Length).ToList();
        if (!expected.SequenceEqual(e.Plan.Postings.Where(posting => posting.Layer < layers.Length))) return $"the funds do not pay what the waterfall of default {e.Claim.Default} asks of them";
        var others = e.Plan.Postings.Where(posting => posting.Layer >= layers.Length).ToList();
        if (others.Any(posting => !posting.Amount.IsPositive || posting.Amount > posting.Available)) return $"an account bears more of default {e.Claim.Default} than it could be asked for";
        if (others.Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount) != due.Uncovered) return $"the postings of default {e.Claim.Default} do not come to its loss";
        return FindFault(e, others, terms.Policy.Waterfall.MaxHaircut);
    }

    private static string? FindFault(LossAllocated e, List<LossPosting> others, Ratio? maxHaircut)
    {
        if (e.Certificate is { } made && made.MaxHaircut != maxHaircut) return $"the certificate of default {e.Claim.Default} has another bound than the pool";
        if (e.Certificate is { } certificate && certificate.Verify() is [var fault, ..]) return $"the certificate of default {e.Claim.Default} does not hold: {fault}";
        var deleveraged = others.Where(posting => posting.Kind == WaterfallLayerKind.Deleveraging);
        return deleveraged.All(posting => e.Certificate?.Lines.Any(line => line.Account.Value == posting.Payer.Name && posting.Amount <= line.Haircut) == true)
            ? TornUp.FindFault(e.Plan, e.TornUp ?? [])
            : $"the deleveraging of default {e.Claim.Default} is not what its certificate says";
    }

    /// <summary>Pays a recovery to those who bore the loss.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, RecoverLoss command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (MovementLimit.Check(command.Amount) is { } invalid) return Decision<PoolEvent>.Refuse(invalid);
        if (!ledger.Defaults.Cases.TryGetValue(command.Default, out var recovered)) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.DefaultUnknown) { Subject = command.Default.Value });
        var plan = LossWaterfall.Recover(recovered.Plan, recovered.PaidBack, command.Amount);
        return Decision<PoolEvent>.Accept(new DefaultRecovered(command, plan, InsuranceDecider.RecoveriesOf(ledger, recovered, plan, now), AssessmentDecider.SetOffsOf(ledger, recovered, plan)) { At = now });
    }

    /// <summary>The event whose transfers have all been confirmed; null when some have not, or it was said before.</summary>
    public static TransfersConfirmed? Confirm(PoolLedger ledger, long sequence, DateTimeOffset now) =>
        ledger.Defaults.Unconfirmed.Any(transfer => transfer.Sequence == sequence) ? new TransfersConfirmed(sequence) { At = now } : null;

    private static Amount LossOf(DefaultClaim claim) => claim.Debt + claim.CollateralValue;

    /// <summary>An account claims the same however often it asks. Of journals from before claims were journaled, the debt may have become another one since, by a deposit; the account and the collateral can't.</summary>
    private static Decision<PoolEvent> Recall(DefaultClaim claim, DefaultCase known) => known.Claim.Account == claim.Account && known.Claim.CollateralValue == claim.CollateralValue
        ? Decision<PoolEvent>.Exists(known.Sequence)
        : Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.DefaultDiffers) { Subject = claim.Default.Value, Available = $"{known.Claim.Account}: {known.Claim.Debt}, collateral {known.Claim.CollateralValue}" });

    /// <summary>What stands behind a default now.</summary>
    internal static DefaultResources ResourcesOf(PoolLedger ledger, DefaultClaim claim, DefaultPolicy policy) => new()
    {
        Defaulter = claim.Account,
        Venue = claim.Venue,
        Collateral = claim.CollateralValue,
        HouseCapital = Held(ledger, PoolFund.House),
        Tranches = [new LayerMember(LossPayer.Tranche(InsurancePolicy.OwnFund), ledger.OwnInsurance), .. TrancheStack.LayerMembersOf(ledger.Insurance.Tranches)],
        Members = [.. ledger.Defaults.Members.Values.Select(member => member.ToFundMember(policy.FirewallMultiple) with { FailedToBid = claim.Bids is { } bids && !bids.ContainsKey(member.Venue) })],
    };

    private static Amount Held(PoolLedger ledger, PoolFund fund) => Amount.Max(Amount.Zero, ledger.BalanceOf(fund));
}
