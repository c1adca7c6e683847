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
    private readonly Dictionary<DefaultId, (LossAllocated Event, BigInteger[] PaidBack)> _cases = [];
    private readonly Dictionary<AccountId, List<(long Sequence, BigInteger Amount)>> _transfers = [];
    private BigInteger _assessmentPpm;

    /// <summary>Whether a default's loss was allocated.</summary>
    public bool IsAllocated(DefaultId cause) => _cases.ContainsKey(cause);

    /// <summary>The claim of a default; null before it is allocated.</summary>
    public DefaultClaim? ClaimOf(DefaultId cause) => _cases.TryGetValue(cause, out var known) ? known.Event.Claim : null;

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
        ThrowUnless(_cases.TryAdd(cause, (e, new BigInteger[e.Plan.Postings.Length])), $"default {cause} is allocated twice");
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

    private void Recover(long sequence, DefaultRecovered e)
    {
        var (allocated, paidBack) = _cases[e.Command.Default];
        ThrowUnless(e.Plan.Postings.Aggregate((BigInteger)e.Plan.Surplus.Raw, (sum, posting) => sum + posting.Amount.Raw) == e.Command.Amount.Raw, $"recovery {e.Command.Header.Id} is not paid out in full");
        foreach (var posting in e.Plan.Postings) paidBack[posting.Posting] += posting.Amount.Raw;
        var postings = allocated.Plan.Postings;
        for (var i = 0; i < postings.Length; i++) ThrowUnless(paidBack[i] <= postings[i].Amount.Raw, $"{postings[i].Payer} gets back more of default {e.Command.Default} than it paid");
        var first = e.Plan.Postings.Select(posting => postings[posting.Posting].Layer).DefaultIfEmpty(int.MaxValue).Min();
        if (e.Plan.Surplus.IsPositive) first = -1;
        for (var i = 0; i < postings.Length; i++)
            ThrowUnless(postings[i].Layer <= first || paidBack[i] == postings[i].Amount.Raw, $"a recovery of default {e.Command.Default} passes over {postings[i].Payer}");
        foreach (var posting in e.Plan.Postings) Take(sequence, postings[posting.Posting] with { Amount = posting.Amount }, -1);
        if (e.Plan.Surplus.IsPositive) Transfer(allocated.Claim.Account, sequence, e.Plan.Surplus.Raw);
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
