using System.Numerics;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Simulation.Audit;

/// <summary>
/// The waterfall by the book, on raw units and from the pool's journal alone, sharing nothing with the ledger: each layer used up before the next is touched, postings that sum to the loss, recoveries that climb back up, and
/// what every account pays and gets.
/// </summary>
internal sealed class LayerAudit
{
    private const int PpmPerOne = 1_000_000;

    private readonly Dictionary<PoolFund, BigInteger> _funds = [];
    private readonly Dictionary<VenueId, (BigInteger Contributed, BigInteger Balance, BigInteger Assessed)> _members = [];
    private readonly Dictionary<DefaultId, (LossAllocated Event, BigInteger[] PaidBack, long Sequence)> _cases = [];
    private readonly Dictionary<AccountId, List<(long Sequence, BigInteger Amount)>> _transfers = [];
    private BigInteger _assessmentPpm;

    /// <summary>Whether a default's loss was allocated.</summary>
    public bool IsAllocated(DefaultId cause) => _cases.ContainsKey(cause);

    /// <summary>Everything that was claimed and allocated, in order of the pool's journal.</summary>
    public IEnumerable<DefaultClaim> Claims => _cases.Values.Select(known => known.Event.Claim);

    /// <summary>What the pool's own book offered and the pool took a part of, in order of the pool's journal.</summary>
    public List<BookGain> Gains { get; } = [];

    /// <summary>What the pool moved to an account, by the sequence of its event; negative from it.</summary>
    public IReadOnlyList<(long Sequence, BigInteger Amount)> TransfersOf(AccountId account) => _transfers.GetValueOrDefault(account) ?? [];

    /// <summary>Reads the next event of the pool.</summary>
    public void See(long sequence, PoolEvent e)
    {
        switch (e)
        {
            case DefaultsConfigured configured: _assessmentPpm = configured.Command.Policy.Waterfall.AssessmentMultiple.Ppm; break;
            case FundContributed contributed: Contribute(contributed.Command); break;
            case LossAllocated allocated: Allocate(sequence, allocated); break;
            case DefaultRecovered recovered: Recover(sequence, recovered); break;
            case BookGainReturned returned: Return(sequence, returned); break;
        }
    }

    private void Contribute(ContributeFund command)
    {
        if (command.Fund != PoolFund.DefaultFund)
        {
            _funds[command.Fund] = _funds.GetValueOrDefault(command.Fund) + command.Amount.Raw;
            return;
        }

        var member = _members.GetValueOrDefault(command.Venue!.Value);
        _members[command.Venue.Value] = member with { Contributed = member.Contributed + command.Amount.Raw, Balance = member.Balance + command.Amount.Raw };
    }

    private void Allocate(long sequence, LossAllocated e)
    {
        var (cause, left) = (e.Claim.Default, (BigInteger)e.Claim.Debt.Raw + e.Claim.CollateralValue.Raw);
        ThrowUnless(_cases.TryAdd(cause, (e, new BigInteger[e.Plan.Postings.Length], sequence)), $"default {cause} is allocated twice");
        ThrowUnless(Sum(e.Plan.Postings) == left, $"the postings of default {cause} come to {Sum(e.Plan.Postings)}, the loss is {left}");
        foreach (var (kind, available) in CapacitiesOf(e).ToList())
        {
            var used = Sum(e.Plan.Postings.Where(posting => posting.Kind == kind));
            ThrowUnless(used == BigInteger.Min(left, available), $"default {cause}: {kind} pays {used} of {available} while {left} is left");
            left -= used;
        }

        CheckShares(e, WaterfallLayerKind.JuniorFund);
        CheckShares(e, WaterfallLayerKind.MutualFund);
        CheckCertificate(e);
        foreach (var posting in e.Plan.Postings) Take(sequence, posting, 1);
        if (e.Claim.Debt.IsPositive) Transfer(e.Claim.Account, sequence, e.Claim.Debt.Raw);
    }

    /// <summary>The layers in front of the accounts, with what is in each.</summary>
    private IEnumerable<(WaterfallLayerKind Kind, BigInteger Available)> CapacitiesOf(LossAllocated e)
    {
        var own = e.Claim.Venue is { } venue ? _members.GetValueOrDefault(venue).Balance : 0;
        yield return (WaterfallLayerKind.DefaulterCollateral, e.Claim.CollateralValue.Raw);
        yield return (WaterfallLayerKind.ProtocolContribution, own);
        yield return (WaterfallLayerKind.HouseCapital, _funds.GetValueOrDefault(PoolFund.House));
        yield return (WaterfallLayerKind.InsuranceTranche, _funds.GetValueOrDefault(PoolFund.Insurance));
        yield return (WaterfallLayerKind.JuniorFund, Sum(OthersOf(e, WaterfallLayerKind.JuniorFund).Select(member => member.Value.Balance)));
        yield return (WaterfallLayerKind.MutualFund, Sum(OthersOf(e, WaterfallLayerKind.MutualFund).Select(member => member.Value.Balance)));
        yield return (WaterfallLayerKind.Assessment, Sum(_members.Values.Select(member => (member.Contributed * _assessmentPpm / PpmPerOne) - member.Assessed)));
    }

    /// <summary>The members beside the one that brought the defaulter: where its portfolio was auctioned, those of whom nobody took a part come first.</summary>
    private List<KeyValuePair<VenueId, (BigInteger Contributed, BigInteger Balance, BigInteger Assessed)>> OthersOf(LossAllocated e, WaterfallLayerKind kind) =>
        [.. _members.Where(member => member.Key != e.Claim.Venue && (e.Claim.Bids?.ContainsKey(member.Key) == false) == (kind == WaterfallLayerKind.JuniorFund))];

    /// <summary>Members of a layer pay in proportion to what each has, to the unit.</summary>
    private void CheckShares(LossAllocated e, WaterfallLayerKind kind)
    {
        var others = OthersOf(e, kind);
        var (together, used) = (Sum(others.Select(member => member.Value.Balance)), Sum(e.Plan.Postings.Where(posting => posting.Kind == kind)));
        foreach (var (venue, member) in others)
        {
            var share = Sum(e.Plan.Postings.Where(posting => posting.Kind == kind && posting.Payer.Name == venue.Value));
            ThrowUnless(together.IsZero || BigInteger.Abs((share * together) - (used * member.Balance)) < together, $"default {e.Claim.Default}: {venue} pays {share} of {used} for {member.Balance} of {together}");
        }
    }

    private static void CheckCertificate(LossAllocated e)
    {
        var deleveraged = e.Plan.Postings.Where(posting => posting.Kind == WaterfallLayerKind.Deleveraging).ToList();
        if (deleveraged.Count == 0) return;
        ThrowUnless(e.Certificate is not null && e.Certificate.Verify().IsEmpty, $"default {e.Claim.Default}: the certificate does not hold");
        foreach (var posting in deleveraged)
        {
            var line = e.Certificate!.Lines.Single(line => line.Account.Value == posting.Payer.Name);
            ThrowUnless(posting.Amount <= line.Haircut, $"default {e.Claim.Default}: {posting.Payer.Name} pays {posting.Amount}, the certificate says {line.Haircut}");
        }
    }

    private void Recover(long sequence, DefaultRecovered e) => PayBack(sequence, e.Command.Default, e.Plan, e.Command.Amount.Raw);

    /// <summary>What the book gained goes to the latest default that somebody is still out of pocket for: all of the gain, or all that is missing there.</summary>
    private void Return(long sequence, BookGainReturned e)
    {
        var latest = _cases.Where(known => OutOfPocket(known.Value).Sign > 0).MaxBy(known => known.Value.Sequence);
        ThrowUnless(latest.Value.Event is not null && latest.Key == e.Plan.Default, $"a gain of the book is paid for default {e.Plan.Default}, the latest that is not repaid is {latest.Key}");
        var due = BigInteger.Min(e.Gain.Amount.Raw, OutOfPocket(latest.Value));
        ThrowUnless(e.Gain.PoolCursor == TransfersOf(e.Gain.Book).Select(transfer => transfer.Sequence).LastOrDefault(), $"a gain of the book is taken at {e.Gain.PoolCursor}, and other transfers came after that");
        PayBack(sequence, e.Plan.Default, e.Plan, due);
        Transfer(e.Gain.Book, sequence, -due);
        Gains.Add(e.Gain);
    }

    /// <summary>What others than the defaulter paid and did not get back.</summary>
    private static BigInteger OutOfPocket((LossAllocated Event, BigInteger[] PaidBack, long Sequence) known) =>
        Sum(known.Event.Plan.Postings.Select((posting, i) => posting.Kind == WaterfallLayerKind.DefaulterCollateral ? 0 : posting.Amount.Raw - known.PaidBack[i]));

    /// <summary>Pays an amount out to those who bore a default, from the last layer up.</summary>
    private void PayBack(long sequence, DefaultId cause, RecoveryPlan plan, BigInteger amount)
    {
        var (allocated, paidBack, _) = _cases[cause];
        ThrowUnless(plan.Postings.Aggregate((BigInteger)plan.Surplus.Raw, (sum, posting) => sum + posting.Amount.Raw) == amount, $"{amount} come back of default {cause}, and another amount is paid out");
        foreach (var posting in plan.Postings) paidBack[posting.Posting] += posting.Amount.Raw;
        var postings = allocated.Plan.Postings;
        for (var i = 0; i < postings.Length; i++) ThrowUnless(paidBack[i] <= postings[i].Amount.Raw, $"{postings[i].Payer} gets back more of default {cause} than it paid");
        var first = plan.Postings.Select(posting => postings[posting.Posting].Layer).DefaultIfEmpty(int.MaxValue).Min();
        if (plan.Surplus.IsPositive) first = -1;
        for (var i = 0; i < postings.Length; i++)
            ThrowUnless(postings[i].Layer <= first || paidBack[i] == postings[i].Amount.Raw, $"a recovery of default {cause} passes over {postings[i].Payer}");
        foreach (var posting in plan.Postings) Take(sequence, postings[posting.Posting] with { Amount = posting.Amount }, -1);
        if (plan.Surplus.IsPositive) Transfer(allocated.Claim.Account, sequence, plan.Surplus.Raw);
    }

    /// <summary>Takes a posting from who pays it, or gives it back. An assessment that is given back is one that is not owed any more: nobody pays assessments here.</summary>
    private void Take(long sequence, LossPosting posting, int sign)
    {
        var amount = sign * (BigInteger)posting.Amount.Raw;
        switch (posting.Kind)
        {
            case WaterfallLayerKind.HouseCapital: _funds[PoolFund.House] -= amount; break;
            case WaterfallLayerKind.InsuranceTranche: _funds[PoolFund.Insurance] -= amount; break;
            case WaterfallLayerKind.ProtocolContribution or WaterfallLayerKind.JuniorFund or WaterfallLayerKind.MutualFund:
                var member = _members[VenueId.Create(posting.Payer.Name)];
                _members[VenueId.Create(posting.Payer.Name)] = member with { Balance = member.Balance - amount };
                break;
            case WaterfallLayerKind.Assessment when sign > 0:
                var assessed = _members[VenueId.Create(posting.Payer.Name)];
                _members[VenueId.Create(posting.Payer.Name)] = assessed with { Assessed = assessed.Assessed + amount };
                break;
            case WaterfallLayerKind.GainsHaircut or WaterfallLayerKind.Deleveraging or WaterfallLayerKind.TearUp: Transfer(AccountId.Create(posting.Payer.Name), sequence, -amount); break;
        }
    }

    private void Transfer(AccountId account, long sequence, BigInteger amount)
    {
        if (!_transfers.TryGetValue(account, out var transfers)) _transfers[account] = transfers = [];
        if (transfers is [.., var last] && last.Sequence == sequence) transfers[^1] = (sequence, last.Amount + amount);
        else transfers.Add((sequence, amount));
    }

    private static BigInteger Sum(IEnumerable<LossPosting> postings) => Sum(postings.Select(posting => (BigInteger)posting.Amount.Raw));

    private static BigInteger Sum(IEnumerable<BigInteger> amounts) => amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);

    private static void ThrowUnless(bool holds, string what) => SimulationFailureException.ThrowUnless(holds, what);
}
