using System.Collections.Immutable;
using System.Text;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Insurance;

/// <summary>Random sequences of stakes, fees, defaults, losses, recoveries and leaves in a pool's ledger.</summary>
public sealed class PoolInsuranceLawTests
{
    private static readonly AccountId[] Accounts = [Alice, Bob, Carol];
    private static readonly string[] Tranches = ["junior", "senior"];

    private static readonly Gen<(int Step, int Who, long Money)[]> Histories = Gen.Select(Gen.Int[0, 10], Gen.Int[0, 5], Gen.Long[1, 40_000_000_000_000_000]).Array[1, 60];

    [Fact]
    public void Money_IsConserved_AndTheTranchesAreWithinTheInsuranceFund() => Histories.Sample(history =>
    {
        foreach (var (ledger, _) in Run(history))
        {
            var fees = ledger.Markets.Values.Aggregate(Amount.Zero, (sum, market) => sum + market.CumulativeFees);
            var moved = ledger.Defaults.Transfers.Values.Aggregate(Amount.Zero, (sum, transfers) => sum + transfers.Total);
            Assert.Equal(ledger.Contributions + fees, ledger.Funds.Values.Aggregate(moved, (sum, balance) => sum + balance));
            Assert.False(ledger.OwnInsurance.IsNegative);
            Assert.All(ledger.Insurance.Tranches, tranche => Assert.Equal(tranche.Shares, tranche.Holders.Values.Aggregate(Quantity.Zero, (sum, shares) => sum + shares)));
        }
    });

    [Fact]
    public void ALoss_TakesTheOwnFund_ThenJunior_ThenSenior_AndNobodyLeftSinceItBegan() => Histories.Sample(history =>
    {
        var running = new HashSet<DefaultId>();
        PoolLedger? before = null;
        foreach (var (ledger, e) in Run(history))
        {
            if (e is DefaultBegun begun) running.Add(begun.Default);
            if (e is DefaultEnded ended) running.Remove(ended.Default);
            if (e is InsuranceStaked or InsuranceRedeemed) Assert.Empty(running);
            if (e is LossAllocated allocated)
            {
                running.Remove(allocated.Claim.Default);
                Assert.True(ledger.OwnInsurance.IsZero || ledger.Insurance.Tranches.Zip(before!.Insurance.Tranches).All(pair => pair.First.Assets == pair.Second.Assets));
                Assert.True(ledger.Insurance.Find("junior")!.Assets.IsZero || ledger.Insurance.Find("senior")!.Assets == before!.Insurance.Find("senior")!.Assets);
                Assert.Equal(allocated.Plan.Postings.Where(posting => posting.Kind == WaterfallLayerKind.InsuranceTranche).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount), before!.BalanceOf(PoolFund.Insurance) - ledger.BalanceOf(PoolFund.Insurance));
            }

            before = PoolLedger.FromState(ledger.ToState());
        }
    });

    [Fact]
    public void ARecovery_GoesToThoseWhoHeldThen_InProportion() => Histories.Sample(history =>
    {
        var held = new Dictionary<(DefaultId, string), ImmutableSortedDictionary<AccountId, Quantity>>();
        PoolLedger? before = null;
        foreach (var (ledger, e) in Run(history))
        {
            if (e is LossAllocated allocated)
                foreach (var tranche in before!.Insurance.Tranches) held[(allocated.Claim.Default, tranche.Name)] = tranche.Holders;
            foreach (var (tranche, recovered) in (e as DefaultRecovered)?.Tranches ?? [])
            {
                var holders = held[(recovered.Default, tranche)];
                Assert.All(recovered.Payments, payment => Assert.Contains(payment.Account, holders.Keys));
                var shares = holders.Values.Aggregate(Quantity.Zero, (sum, one) => sum + one);
                Assert.All(recovered.Payments, payment => Assert.InRange((payment.Amount - recovered.Amount.ProRate(holders[payment.Account], shares, Rounding.Floor)).Raw, 0, 1));
            }

            before = PoolLedger.FromState(ledger.ToState());
        }
    });

    [Fact]
    public void ASnapshotOrTheJournal_GivesTheSameLedger() => Histories.Sample(history =>
    {
        var (last, refolded) = (new PoolLedger(Pool), new PoolLedger(Pool));
        foreach (var (ledger, e) in Run(history))
        {
            last = ledger;
            var read = CanonicalEncoding.Decode<PoolEvent>(CanonicalEncoding.Encode(e));
            refolded = PoolLedger.FromState(CanonicalEncoding.Decode<PoolLedgerState>(CanonicalEncoding.Encode(refolded.ToState())));
            refolded.Apply(refolded.Sequence + 1, read);
        }

        Assert.Equal(Text(last), Text(refolded));
    }, iter: 30);

    private static string Text(PoolLedger ledger) => Encoding.UTF8.GetString(CanonicalEncoding.Encode(ledger.ToState()));

    /// <summary>The ledger after each event that the deciders make of a history.</summary>
    private static IEnumerable<(PoolLedger Ledger, PoolEvent Event)> Run((int Step, int Who, long Money)[] history)
    {
        var (ledger, now, number) = (new PoolLedger(Pool), Start, 0);
        var policy = new InsurancePolicy { PremiumShare = R("0.25"), Tranches = [new("senior", 2, new TrancheTerms { CooldownSeconds = 100 }), new("junior", 1, new TrancheTerms { CooldownSeconds = 60, PremiumWeight = R("3") })] };
        PoolEvent[] setUp =
        [
            DefaultDecider.Decide(ledger, new ConfigureDefaults(Header("policy", ++number), new DefaultPolicy()), now).Events[0],
            InsuranceDecider.Decide(ledger, new ConfigureInsurance(Header("tranches", ++number), policy), now).Events[0],
        ];
        foreach (var e in setUp)
        {
            ledger.Apply(ledger.Sequence + 1, e);
            yield return (ledger, e);
        }

        foreach (var (step, who, money) in history)
        {
            now = now.AddSeconds(20);
            number++;
            foreach (var e in Decide(ledger, step, who, Amount.FromRaw(money), number, now))
            {
                ledger.Apply(ledger.Sequence + 1, e);
                yield return (ledger, e);
            }
        }
    }

    private static ImmutableArray<PoolEvent> Decide(PoolLedger ledger, int step, int who, Amount money, int number, DateTimeOffset now)
    {
        var (account, tranche, cause, header) = (Accounts[who % 3], Tranches[who % 2], DefaultId.Create($"d{who}"), Header($"c{number}", number));
        return step switch
        {
            0 or 1 => InsuranceDecider.Decide(ledger, new StakeInsurance(header, tranche, account, money), Pool, now).Events,
            2 => PoolDecider.Collect(ledger, Btc, number, (ledger.Markets.GetValueOrDefault(Btc)?.CumulativeFees ?? Amount.Zero) + money, now) is { } fees ? [fees] : [],
            3 => InsuranceDecider.Begin(ledger, cause, Alice, now) is { } begun ? [begun] : [],
            4 => InsuranceDecider.End(ledger, cause, now) is { } ended ? [ended] : [],
            5 => DefaultDecider.Decide(ledger, ClaimOf(cause, money), [], null, now).Events,
            6 => DefaultDecider.Decide(ledger, new RecoverLoss(header, cause, money), now).Events,
            7 or 8 => InsuranceDecider.Decide(ledger, new LeaveInsurance(header, tranche, account, Quantity.FromRaw(1 + (long)(money.Raw / 100_000_000))), now).Events,
            9 => PoolDecider.Decide(ledger, new ContributeFund(header, PoolFund.Insurance, money), now).Events,
            _ => InsuranceDecider.Decide(ledger, new RedeemInsurance(header, tranche, ledger.Insurance.Find(tranche)!.Leaving.Keys.FirstOrDefault()), now).Events,
        };
    }

    private static DefaultClaim ClaimOf(DefaultId cause, Amount debt) => new()
    {
        Default = cause,
        Account = Alice,
        Debt = debt,
        CollateralValue = Amount.Zero,
        Collateral = ImmutableSortedDictionary<AssetId, Quantity>.Empty,
    };
}
