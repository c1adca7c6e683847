using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>A pool with house capital and members of its default fund, to which defaulters' claims come.</summary>
internal sealed class FailurePool
{
    private int _commands;

    internal FailurePool(string house, params (VenueId Venue, string Paid)[] members)
    {
        Do(DefaultDecider.Decide(Ledger, new ConfigureDefaults(Next(), new DefaultPolicy { Waterfall = new WaterfallTerms { AssessmentMultiple = Ratio.Zero, LastResort = LastResort.GainsHaircut } }), Start));
        Do(PoolDecider.Decide(Ledger, new ContributeFund(Next(), PoolFund.House, A(house)), Start));
        foreach (var (venue, paid) in members) Do(PoolDecider.Decide(Ledger, new ContributeFund(Next(), PoolFund.DefaultFund, A(paid), venue), Start));
    }

    internal PoolLedger Ledger { get; } = new(Pool);

    internal List<PoolEvent> Journal { get; } = [];

    internal static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, amount) => sum + amount);

    internal static DefaultClaim ClaimOf(DefaultId cause, AccountId account, string debt, VenueId? venue = null) => new()
    {
        Default = cause,
        Account = account,
        Venue = venue,
        Debt = A(debt),
        CollateralValue = Amount.Zero,
        Collateral = ImmutableSortedDictionary<AssetId, Quantity>.Empty,
    };

    /// <summary>Allocates a claim's loss; what the pool decided.</summary>
    internal LossAllocated Claim(DefaultClaim claim, params ImmutableArray<AccountGain> gains) => (LossAllocated)Do(DefaultDecider.Decide(Ledger, claim, gains, null, Start));

    /// <summary>Pays a recovery; who got it.</summary>
    internal DefaultRecovered Recover(DefaultId cause, Amount amount) => (DefaultRecovered)Do(DefaultDecider.Decide(Ledger, new RecoverLoss(Next(), cause, amount), Start));

    internal Amount TransferredTo(AccountId account) => Ledger.Defaults.Transfers.TryGetValue(account, out var total) ? total.Total : Amount.Zero;

    private PoolEvent Do(Decision<PoolEvent> decision)
    {
        Assert.True(decision.Status == CommandStatus.Created, $"{decision.Status}: {decision.Refusal}");
        foreach (var e in decision.Events)
        {
            Ledger.Apply(Ledger.Sequence + 1, e);
            Journal.Add(e);
        }

        return decision.Events[0];
    }

    private CommandHeader Next() => Header($"f{++_commands}", _commands);
}
