using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>Every silo dies at a step of a default, just before or just after it is written: the next ones take it up there, and nothing is done twice or forgotten.</summary>
public sealed class DefaultCrashTests(PostgresFixture postgres)
{
    private static readonly DefaultPolicy Policy = new() { Waterfall = new WaterfallTerms { AssessmentMultiple = Ratio.Zero } };

    public static TheoryData<string, bool> Steps
    {
        get
        {
            var steps = new TheoryData<string, bool>();
            foreach (var step in (string[])["riskStateChanged", "closeOutOrdered", "tradeCleared", "closeOutAnswered", "collateralSeized", "lossClaimed", "lossAllocated", "poolTransferred", "transfersConfirmed"])
            {
                steps.Add(step, true);
                steps.Add(step, false);
            }

            return steps;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_default_survives_the_death_of_every_silo_at_a_step(string step, bool isWritten)
    {
        await using var cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, DefaultsFixture.Settings with { ResponseTimeout = TimeSpan.FromSeconds(5) });
        var opened = await DefaultFloor.OpenAsync(cluster, "crash", Policy);
        var floor = opened.Floor;
        await opened.FundAsync(own: 20m, other: 30m, house: 10m, insurance: 15m);
        await floor.CreatedAsync(id => floor.PoolClient.ConfigureCollateralAsync(id, new CollateralPolicy
        {
            Assets = [new() { Asset = AssetId.Create("btc"), Market = floor.Market.Id, AverageDailyVolume = Amount.FromInteger(1_000_000), ValueCap = Amount.FromInteger(10_000) }],
            AccountCap = Amount.FromInteger(10_000),
        }));
        opened.Pass(30);
        await floor.CreatedAsync(id => floor.Account(0).DepositCollateralAsync(id, floor.Pool, "btc", 1m));

        var store = ClearingCluster.StoreOf(Assert.Single(cluster.Silos));
        store.CutAt(step, isWritten);
        await floor.ReportAsync(70m); // 501 is owed before collateral
        await Eventually.HoldsAsync($"the silo died at {step}", () => Task.FromResult(store.IsCut));
        await cluster.RestartAsync(kill: true);

        // A price wakes the shards up, and those the accounts.
        await Eventually.HoldsAsync("a price", async () => (await floor.Market.ReportPriceAsync($"after-{step}", cluster.Clock.GetUtcNow(), 70m)).IsDone);
        var known = await opened.ClosedAsync(0);
        Assert.Equal(Amount.FromInteger(501), known.Plan.Loss);
        Assert.Equal((Amount.Zero, Quantity.Zero, Quantity.FromInteger(50)), (await floor.CashAsync(0), await floor.PositionAsync(0), await opened.PositionAsync(opened.Book)));
        var events = await opened.EventsOf(0);
        Assert.Single(events.OfType<CollateralSeized>());
        Assert.Equal((known.Claim.Default, known.Claim.Debt), Assert.Single(events.OfType<LossClaimed>()).Claim is var claimed ? (claimed.Default, claimed.Debt) : default);
        Assert.Equal(known.Claim.Debt, Assert.Single(events.OfType<PoolTransferred>()).Transfer.Amount);
        Assert.Single(events.OfType<RiskStateChanged>(), changed => changed.Change is AccountDefaulted);
        Assert.Single(events.OfType<RiskStateChanged>(), changed => changed.Change is AccountClosed);
        Assert.Single(events.OfType<CloseOutAnswered>(), answered => answered.Answers.Any(answer => answer.Refusal is null));
        var taken = known.Plan.Postings.Where(posting => posting.Payer.Name == floor.AccountName(1)).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);
        Assert.Equal(Amount.FromInteger(1_001_000 - 1) - taken, await floor.CashAsync(1));
        Assert.True(taken.IsPositive);
        await opened.VerifiedAsync();
    }
}
