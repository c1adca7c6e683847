using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Books losses and recoveries: every posting moves money of the pool's funds, or to and from an account.</summary>
internal static class LossBooking
{
    internal static void Book(PoolLedger ledger, LossAllocated e)
    {
        ledger.ThrowUnless(!ledger.Defaults.Cases.ContainsKey(e.Claim.Default), "a default is allocated twice");
        ledger.ThrowUnless(e.Plan.Residual.IsZero && e.Plan.Loss == e.Claim.Debt + e.Claim.CollateralValue, "the postings do not come to the loss");
        if (!ledger.Insurance.Tranches.IsEmpty) ledger.Insurance = ledger.Insurance.Begin(e.Claim.Default, e.Claim.Account, e.At);
        foreach (var posting in e.Plan.Postings) Post(ledger, e, posting);
        if (ledger.Insurance.Running.ContainsKey(e.Claim.Default)) ledger.Insurance = ledger.Insurance.End(e.Claim.Default, e.At);
        foreach (var (asset, quantity) in e.Claim.Collateral) ledger.Defaults = ledger.Defaults with { Inventory = ledger.Defaults.Inventory.SetItem(asset, ledger.Defaults.Inventory.GetValueOrDefault(asset) + quantity) };
        if (e.Claim.Debt.IsPositive) ledger.Transfer(e.Claim.Account, e.Claim.Default, PoolTransferKind.LossCovered, e.Claim.Debt, []);
        ledger.Assessments = ledger.Assessments.With(e.Plan);
        ImmutableArray<Amount> nothingYet = [.. e.Plan.Postings.Select(_ => Amount.Zero)];
        ledger.Defaults = ledger.Defaults with { Cases = ledger.Defaults.Cases.Add(e.Claim.Default, new DefaultCase(e.Claim, e.Plan, nothingYet, ledger.Sequence, e.At, e.Certificate)) };
    }

    private static void Post(PoolLedger ledger, LossAllocated e, LossPosting posting)
    {
        switch (posting.Kind)
        {
            case WaterfallLayerKind.DefaulterCollateral:
                ledger.Move(PoolFund.Inventory, -posting.Amount);
                break;
            case WaterfallLayerKind.HouseCapital:
                ledger.Move(PoolFund.House, -posting.Amount);
                break;
            case WaterfallLayerKind.InsuranceTranche when posting.Payer.Name != InsurancePolicy.OwnFund:
                InsuranceBooking.Insure(ledger, posting.Payer.Name, -posting.Amount, new LossBorne(e.Claim.Default, posting.Amount) { At = e.At });
                break;
            case WaterfallLayerKind.InsuranceTranche:
                ledger.Move(PoolFund.Insurance, -posting.Amount);
                break;
            case WaterfallLayerKind.Uncovered:
                ledger.Move(PoolFund.Uncovered, -posting.Amount);
                break;
            case WaterfallLayerKind.ProtocolContribution or WaterfallLayerKind.JuniorFund or WaterfallLayerKind.MutualFund:
                ledger.Move(PoolFund.DefaultFund, -posting.Amount);
                Change(ledger, posting, e.Claim.Venue, member => member with { Balance = member.Balance - posting.Amount });
                break;
            case WaterfallLayerKind.Assessment:
                ledger.Move(PoolFund.Receivables, -posting.Amount);
                Change(ledger, posting, e.Claim.Venue, member => member with { Assessed = member.Assessed + posting.Amount, Owed = member.Owed + posting.Amount });
                break;
            default:
                Take(ledger, posting, e.Certificate, e.TornUp);
                break;
        }
    }

    internal static void Book(PoolLedger ledger, DefaultRecovered e)
    {
        ledger.ThrowUnless(ledger.Defaults.Cases.ContainsKey(e.Command.Default), "a recovery of a default that is not known");
        ledger.ThrowUnless(e.Plan.Postings.Aggregate(e.Plan.Surplus, (sum, posting) => sum + posting.Amount) == e.Command.Amount, "what is paid back is not what came in");
        ledger.Contributions += e.Command.Amount;
        PayBack(ledger, ledger.Defaults.Cases[e.Command.Default], e.Plan, e.Tranches, e.Assessments);
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    /// <summary>The money comes from the book, by a transfer like any other.</summary>
    internal static void Book(PoolLedger ledger, BookGainReturned e)
    {
        ledger.ThrowUnless(e.Gain.Book == OwnNames.BookOf(ledger.Pool) && e.Gain.PoolCursor == BookGainDecider.LastTransferOf(ledger, e.Gain), "a gain of the book is taken that it may not have");
        var due = BookGainDecider.Return(ledger, e.Gain, e.At);
        ledger.ThrowUnless(
            due is not null && due.Plan.Default == e.Plan.Default && due.Plan.Recovery == e.Plan.Recovery && due.Plan.Postings.SequenceEqual(e.Plan.Postings) && due.Plan.PaidBack.SequenceEqual(e.Plan.PaidBack) && e.Plan.Surplus.IsZero,
            "a gain of the book is not paid to those who bore the latest loss");
        PayBack(ledger, ledger.Defaults.Cases[e.Plan.Default], e.Plan, e.Tranches, e.Assessments);
        ledger.Transfer(e.Gain.Book, e.Plan.Default, PoolTransferKind.GainReturned, -e.Plan.Recovery, []);
    }

    private static void PayBack(PoolLedger ledger, DefaultCase known, RecoveryPlan plan, ImmutableArray<TrancheRecovery>? tranches, ImmutableArray<AssessmentPayment>? assessments)
    {
        foreach (var posting in plan.Postings) PayBack(ledger, known, known.Plan.Postings[posting.Posting], posting.Amount, assessments);
        PayTranchesBack(ledger, known, plan, tranches ?? []);
        if (plan.Surplus.IsPositive) ledger.Transfer(known.Claim.Account, plan.Default, PoolTransferKind.Recovery, plan.Surplus, []);
        ledger.Defaults = ledger.Defaults with { Cases = ledger.Defaults.Cases.SetItem(plan.Default, known with { PaidBack = plan.PaidBack }) };
    }

    private static void PayBack(PoolLedger ledger, DefaultCase known, LossPosting bore, Amount amount, ImmutableArray<AssessmentPayment>? assessments)
    {
        switch (bore.Kind)
        {
            case WaterfallLayerKind.DefaulterCollateral:
                ledger.Move(PoolFund.Inventory, amount);
                break;
            case WaterfallLayerKind.HouseCapital:
                ledger.Move(PoolFund.House, amount);
                break;
            case WaterfallLayerKind.InsuranceTranche when bore.Payer.Name != InsurancePolicy.OwnFund:
                break; // goes to those who held it then: see below
            case WaterfallLayerKind.InsuranceTranche:
                ledger.Move(PoolFund.Insurance, amount);
                break;
            case WaterfallLayerKind.Uncovered:
                ledger.Move(PoolFund.Uncovered, amount);
                break;
            case WaterfallLayerKind.ProtocolContribution or WaterfallLayerKind.JuniorFund or WaterfallLayerKind.MutualFund:
                ledger.Move(PoolFund.DefaultFund, amount);
                Change(ledger, bore with { Amount = -amount }, known.Claim.Venue, member => member with { Balance = member.Balance + amount });
                break;
            case WaterfallLayerKind.Assessment:
                // What is still owed is owed no longer, and where others bore it, it is theirs; what was paid goes to the member's contribution.
                var venue = VenueId.Create(bore.Payer.Name);
                var forgiven = AssessmentBooking.Pay(ledger, venue, amount, assessments?.Where(payment => payment.Venue == venue) ?? ledger.Assessments.SetOff(known.Claim.Default, venue, amount));
                ledger.Move(PoolFund.DefaultFund, amount - forgiven);
                Change(ledger, bore with { Amount = -amount }, known.Claim.Venue, member => member with { Owed = member.Owed - forgiven, Balance = member.Balance + (amount - forgiven) });
                break;
            default:
                ledger.Transfer(AccountId.Create(bore.Payer.Name), known.Claim.Default, PoolTransferKind.Recovery, amount, []);
                break;
        }
    }

    /// <summary>Takes an account's part of a loss from it.</summary>
    internal static void Take(PoolLedger ledger, LossPosting posting, DeleveragingCertificate? certificate, ImmutableArray<TornUp>? torn)
    {
        ledger.ThrowUnless(posting.Payer.Kind == LossPayerKind.Account, "a loss is taken from nobody that could be asked");
        var account = AccountId.Create(posting.Payer.Name);
        var closures = posting.Kind == WaterfallLayerKind.TearUp ? torn?.FirstOrDefault(one => one.Account == account)?.Closures : certificate?.ClosuresOf(account);
        ledger.Transfer(account, posting.Default, PoolTransferKind.Haircut, -posting.Amount, closures ?? []);
    }

    /// <summary>Changes the member that bears a posting, and counts what it loses to others.</summary>
    private static void Change(PoolLedger ledger, LossPosting posting, VenueId? brought, Func<MemberFund, MemberFund> change)
    {
        var venue = VenueId.Create(posting.Payer.Name);
        var member = change(ledger.Defaults.MemberOf(venue));
        if (venue != brought) member = member with { LostToOthers = member.LostToOthers + posting.Amount };
        member = member with { TopUp = member.TopUp?.After(member.Balance) };
        ledger.ThrowUnless(!member.Balance.IsNegative && !member.Owed.IsNegative, "a member loses more than it has");
        ledger.Defaults = ledger.Defaults.With(member);
    }

    private static void PayTranchesBack(PoolLedger ledger, DefaultCase known, RecoveryPlan plan, ImmutableArray<TrancheRecovery> tranches)
    {
        var owed = plan.Postings.Where(posting => known.Plan.Postings[posting.Posting] is { Kind: WaterfallLayerKind.InsuranceTranche } bore && bore.Payer.Name != InsurancePolicy.OwnFund);
        ledger.ThrowUnless(owed.Select(posting => (posting.Payer.Name, posting.Amount)).SequenceEqual(tranches.Select(tranche => (tranche.Tranche, tranche.Recovered.Amount))), "the tranches are paid back another part than is theirs");
        foreach (var (tranche, recovered) in tranches)
        {
            ledger.ThrowUnless(recovered.Payments.Aggregate(Amount.Zero, (sum, payment) => sum + payment.Amount) == recovered.Amount, "a tranche's holders are paid back another amount than the tranche is");
            InsuranceBooking.Insure(ledger, tranche, Amount.Zero, recovered);
            foreach (var payment in recovered.Payments) ledger.Transfer(payment.Account, plan.Default, PoolTransferKind.Recovery, payment.Amount, []);
        }
    }
}
