using System.Collections.Immutable;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>Defaults through the grains: everything is closed, the loss falls through the layers, and what comes back climbs up again.</summary>
public sealed class WaterfallTests(DefaultsFixture fixture) : IClassFixture<DefaultsFixture>
{
    private static readonly WaterfallTerms WithoutAssessments = new() { AssessmentMultiple = Ratio.Zero };

    [Fact]
    public async Task A_loss_falls_through_the_layers_and_a_recovery_climbs_back_up()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "layers", new DefaultPolicy { Waterfall = WithoutAssessments });
        var floor = opened.Floor;
        await opened.FundAsync(own: 20m, other: 30m, house: 10m, insurance: 15m);
        await floor.ReportAsync(78m); // 50 × 22 and a fee of 1 on 1,000: 101 is owed
        var known = await opened.ClosedAsync(0);
        Assert.Equal((Amount.FromInteger(101), VenueId.Create(floor.Venue)), (known.Plan.Loss, known.Claim.Venue));
        Assert.Equal(
            [(WaterfallLayerKind.ProtocolContribution, floor.Venue, 20), (WaterfallLayerKind.HouseCapital, "house", 10), (WaterfallLayerKind.InsuranceTranche, "fund", 15), (WaterfallLayerKind.MutualFund, floor.OtherVenue, 30), (WaterfallLayerKind.GainsHaircut, floor.AccountName(1), 26)],
            known.Plan.Postings.Select(posting => (posting.Kind, posting.Payer.Name, (int)posting.Amount.ToDouble())));
        Assert.Equal((Amount.Zero, Quantity.Zero, Quantity.FromInteger(50)), (await floor.CashAsync(0), await floor.PositionAsync(0), await opened.PositionAsync(opened.Book)));
        Assert.Equal(Amount.FromInteger(1_001_000 - 1 - 26), await floor.CashAsync(1));
        var funds = (await floor.PoolClient.GetSummaryAsync()).Funds;
        Assert.Equal([Amount.Zero, Amount.Zero, Amount.Zero], new[] { PoolFund.House, PoolFund.Insurance, PoolFund.DefaultFund }.Select(fund => funds[fund]));
        await opened.VerifiedAsync();

        // Of 30, the winner gets its 26 and the other venue 4; of 200, everybody the rest and the defaulter 129.
        var cause = known.Claim.Default.Value;
        Assert.Equal(CommandStatus.Created, (await floor.PoolClient.RecoverAsync("recover-1", cause, 30m)).Status);
        Assert.Equal(CommandStatus.Exists, (await floor.PoolClient.RecoverAsync("recover-1", cause, 30m)).Status);
        Assert.Equal(CommandStatus.ExistsWithDifferentContent, (await floor.PoolClient.RecoverAsync("recover-1", cause, 31m)).Status);
        Assert.Equal(RefusalCode.DefaultUnknown, (await floor.PoolClient.RecoverAsync("recover-2", "nobody:1", 30m)).Refusal?.Code);
        await opened.VerifiedAsync();
        Assert.Equal(Amount.FromInteger(1_001_000 - 1), await floor.CashAsync(1));
        Assert.Equal(CommandStatus.Created, (await floor.PoolClient.RecoverAsync("recover-3", cause, 200m)).Status);
        await opened.VerifiedAsync();
        funds = (await floor.PoolClient.GetSummaryAsync()).Funds;
        Assert.Equal([10, 15, 50], new[] { PoolFund.House, PoolFund.Insurance, PoolFund.DefaultFund }.Select(fund => (int)funds[fund].ToDouble()));
        Assert.Equal(Amount.FromInteger(129), await floor.CashAsync(0));
        await floor.CreatedAsync(id => floor.Account(0).WithdrawAsync(id, 129m));
        Assert.Equal(RefusalCode.AccountInDefault, (await floor.ClearAsync(floor.Trade(104, price: 78m))).Refusal?.Code);
        await opened.VerifiedAsync();
    }

    /// <summary>Whoever can rewrite a journal can rewrite its hashes too: what is left to find the forgery is that the numbers follow from each other.</summary>
    [Fact]
    public async Task A_forged_posting_is_found_though_every_hash_fits()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "forged", new DefaultPolicy { Waterfall = WithoutAssessments });
        var floor = opened.Floor;
        await opened.FundAsync(own: 20m, other: 30m, house: 10m, insurance: 15m);
        await floor.ReportAsync(78m);
        await opened.ClosedAsync(0);
        await opened.VerifiedAsync();

        // The house spares itself a unit, and insurance pays it.
        var spared = await ForgedAsync(opened, allocated => allocated with { Plan = allocated.Plan with { Postings = Shifted(allocated.Plan.Postings, from: 1, to: 2) } });
        Assert.Contains("the funds do not pay what the waterfall", spared.What, StringComparison.Ordinal);

        // A debt that never was: the house is asked for it, and the account never got it.
        var invented = await ForgedAsync(opened, allocated =>
        {
            var (claim, last) = (allocated.Claim with { Debt = allocated.Claim.Debt + Amount.One }, allocated.Plan.Postings[^1]);
            return allocated with { Claim = claim, Plan = allocated.Plan with { Loss = allocated.Plan.Loss + Amount.One, Postings = allocated.Plan.Postings.SetItem(4, last with { Amount = last.Amount + Amount.One, LayerUsed = last.LayerUsed + Amount.One }) } };
        });
        Assert.Contains("because of defaults", invented.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_fund_covers_is_covered_by_deleveraging_with_a_certificate()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "adl", new DefaultPolicy { Waterfall = WithoutAssessments with { LastResort = LastResort.Deleveraging } });
        var floor = opened.Floor;
        await floor.ReportAsync(78m);
        var known = await opened.ClosedAsync(0);
        Assert.Empty(known.Certificate!.Verify());
        Assert.All(known.Plan.Postings, posting => Assert.Equal((WaterfallLayerKind.Deleveraging, floor.AccountName(1)), (posting.Kind, posting.Payer.Name)));
        Assert.Equal(Amount.FromInteger(101), known.Certificate.TotalHaircut);

        // What is closed of the winner goes against the position that the book took over from the defaulter.
        var closed = known.Certificate.Lines.SelectMany(line => line.Legs).Aggregate(Quantity.Zero, (sum, leg) => sum + leg.Closed);
        await Eventually.AnswersAsync("the closures", () => floor.PositionAsync(1), held => held == Quantity.FromInteger(-50) - closed);
        Assert.Equal(Amount.FromInteger(1_001_000 - 1 - 101) + await RealisedAsync(opened), await floor.CashAsync(1));
        Assert.Equal(Quantity.FromInteger(50) + closed, await opened.PositionAsync(opened.Book));
        await opened.VerifiedAsync();
    }

    [Fact]
    public async Task What_the_gains_haircut_leaves_is_torn_up_and_the_part_of_the_positions_that_made_it_ends()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "torn", new DefaultPolicy { Waterfall = WithoutAssessments with { GainsHaircutCap = Ratio.FromDecimal(0.05m) } });
        var floor = opened.Floor;
        await floor.ReportAsync(78m); // 101 is owed; the winner gained 1,100, of which the haircut takes 55, and 46 of the 1,045 that are left are torn up
        var known = await opened.ClosedAsync(0);
        Assert.Equal([(WaterfallLayerKind.GainsHaircut, floor.AccountName(1), 55), (WaterfallLayerKind.TearUp, floor.AccountName(1), 46)], known.Plan.Postings.Select(posting => (posting.Kind, posting.Payer.Name, (int)posting.Amount.ToDouble())));
        var closed = Quantity.Parse("2.2"); // 50 × 46 / 1,045, down to a lot of 0.001
        await Eventually.AnswersAsync("the end of that part", () => floor.PositionAsync(1), held => held == closed - Quantity.FromInteger(50));
        Assert.Equal(Amount.FromInteger(1_001_000 - 1 - 101) + await RealisedAsync(opened), await floor.CashAsync(1));
        Assert.Equal(closed * Price.FromDecimal(22m), await RealisedAsync(opened));
        Assert.Equal(Quantity.FromInteger(50) - closed, await opened.PositionAsync(opened.Book));
        await opened.VerifiedAsync();

        // Positions that gave up nothing can't be ended by rewriting a journal.
        var forged = await ForgedAsync(opened, allocated => allocated with { TornUp = [allocated.TornUp!.Value[0] with { Closures = [allocated.TornUp.Value[0].Closures[0] with { Closed = Quantity.FromInteger(-50) }] }] });
        Assert.Contains("ends other positions than it takes the gains of", forged.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_defaults_at_once_draw_on_the_same_funds_one_after_the_other()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "two", new DefaultPolicy());
        var floor = opened.Floor;
        await opened.TradeAsync(2, 1, 50m);
        await opened.FundAsync(own: 100m, other: 0m, house: 30m, insurance: 20m);
        await floor.ReportAsync(78m);
        var cases = new[] { await opened.ClosedAsync(0), await opened.ClosedAsync(2) }.OrderBy(known => known.Sequence).ToList();
        Assert.All(cases, known => Assert.Equal(Amount.FromInteger(101), known.Plan.Loss));
        Assert.Equal([(WaterfallLayerKind.ProtocolContribution, 100), (WaterfallLayerKind.HouseCapital, 1)], PostingsOf(cases[0]));
        Assert.Equal([(WaterfallLayerKind.HouseCapital, 29), (WaterfallLayerKind.InsuranceTranche, 20), (WaterfallLayerKind.Assessment, 52)], PostingsOf(cases[1]));
        Assert.Equal(Quantity.FromInteger(100), await opened.PositionAsync(opened.Book));

        // The venue pays what it was assessed, and no more.
        var tooMuch = await floor.PoolClient.ContributeAsync("assessed-1", PoolFund.Receivables, floor.Venue, 53m);
        Assert.Equal(RefusalCode.AssessmentOverpaid, tooMuch.Refusal?.Code);
        await floor.CreatedAsync(id => floor.PoolClient.ContributeAsync(id, PoolFund.Receivables, floor.Venue, 52m));
        Assert.Equal(Amount.Zero, (await floor.PoolClient.GetSummaryAsync()).Funds[PoolFund.Receivables]);
        await opened.VerifiedAsync();
    }

    [Fact]
    public async Task Collateral_of_a_defaulter_is_taken_over_and_is_the_first_layer()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "seized", new DefaultPolicy());
        var floor = opened.Floor;
        await floor.CreatedAsync(id => floor.PoolClient.ConfigureCollateralAsync(id, new CollateralPolicy
        {
            Assets = [new() { Asset = AssetId.Create("btc"), Market = floor.Market.Id, AverageDailyVolume = Amount.FromInteger(1_000_000), ValueCap = Amount.FromInteger(10_000) }],
            AccountCap = Amount.FromInteger(10_000),
        }));
        opened.Pass(30);
        await floor.CreatedAsync(id => floor.Account(0).DepositCollateralAsync(id, floor.Pool, "btc", 1m));
        await floor.ReportAsync(70m); // 50 × 30 and a fee of 1 on 1,000: 501 before collateral
        var known = await opened.ClosedAsync(0);
        Assert.Equal((Amount.FromInteger(501), Quantity.One), (known.Plan.Loss, known.Claim.Collateral[AssetId.Create("btc")]));
        var first = known.Plan.Postings[0];
        Assert.Equal((WaterfallLayerKind.DefaulterCollateral, known.Claim.CollateralValue), (first.Kind, first.Amount));
        Assert.InRange(first.Amount.ToDouble(), 20, 70);
        Assert.Empty((await floor.Account(0).GetStatementAsync()).Collateral);
        var defaults = await floor.PoolClient.Grain.GetDefaults();
        Assert.Equal(Quantity.One, defaults.Inventory[AssetId.Create("btc")]);
        Assert.Equal(-first.Amount, (await floor.PoolClient.GetSummaryAsync()).Funds[PoolFund.Inventory]);
        Assert.Single((await opened.EventsOf(0)).OfType<CollateralSeized>());
        await opened.VerifiedAsync();
    }

    [Fact]
    public async Task Collateral_that_never_had_a_price_holds_no_default_up_and_is_taken_over_for_nothing()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "unpriced", new DefaultPolicy());
        var floor = opened.Floor;
        await floor.CreatedAsync(id => floor.PoolClient.ConfigureCollateralAsync(id, new CollateralPolicy
        {
            Assets = [new() { Asset = AssetId.Create("ghost"), Market = MarketId.Create("unpriced-ghost"), AverageDailyVolume = Amount.FromInteger(1_000_000), ValueCap = Amount.FromInteger(10_000) }],
            AccountCap = Amount.FromInteger(10_000),
        }));
        opened.Pass(30);
        await opened.FundAsync(own: 200m, other: 0m, house: 0m, insurance: 0m);
        await floor.CreatedAsync(id => floor.Account(0).DepositCollateralAsync(id, floor.Pool, "ghost", 7m));
        var line = Assert.Single((await floor.Account(0).GetStatementAsync()).Margin!.Collateral!.Lines);
        Assert.Equal((Amount.Zero, Quantity.FromInteger(7)), (line.Value, line.UnpricedQuantity));
        await floor.ReportAsync(78m); // 101 is owed
        var known = await opened.ClosedAsync(0);
        Assert.Equal((Amount.FromInteger(101), Amount.Zero), (known.Plan.Loss, known.Claim.CollateralValue));
        Assert.Equal(Quantity.FromInteger(7), (await floor.PoolClient.Grain.GetDefaults()).Inventory[AssetId.Create("ghost")]);
        Assert.Empty((await floor.Account(0).GetStatementAsync()).Collateral);
        await opened.VerifiedAsync();

        // Sold after all, it pays back who bore the loss, and the rest is the defaulter's.
        Assert.Equal(CommandStatus.Created, (await floor.PoolClient.RecoverAsync("ghost-sold", known.Claim.Default.Value, 150m)).Status);
        await opened.VerifiedAsync();
        Assert.Equal((Amount.FromInteger(200), Amount.FromInteger(49)), ((await floor.PoolClient.GetSummaryAsync()).Funds[PoolFund.DefaultFund], await floor.CashAsync(0)));
    }

    private static ImmutableArray<LossPosting> Shifted(ImmutableArray<LossPosting> postings, int from, int to) => postings
        .SetItem(from, postings[from] with { Amount = postings[from].Amount - Amount.One })
        .SetItem(to, postings[to] with { Amount = postings[to].Amount + Amount.One });

    private async Task<VerificationFault> ForgedAsync(DefaultFloor opened, Func<LossAllocated, LossAllocated> forge)
    {
        var journal = JournalId.ForPool(PoolId.Create(opened.Floor.Pool));
        var store = new ForgedStore<PoolEvent>(fixture.Cluster.OpenStore(), journal, e => e is LossAllocated allocated ? forge(allocated) : e);
        var fault = (await new DatabaseVerification(store).RunAsync()).Fault;
        Assert.NotNull(fault);
        return fault;
    }

    /// <summary>What closing at the mark has realised of the winner's gain so far.</summary>
    private static async Task<Amount> RealisedAsync(DefaultFloor opened) =>
        (await opened.Floor.Account(1).Grain.GetPositions()).SelectMany(market => market.Positions.Values).Aggregate(Amount.Zero, (sum, position) => sum + position.Realised);

    private static IEnumerable<(WaterfallLayerKind, int)> PostingsOf(DefaultCase known) => known.Plan.Postings.Select(posting => (posting.Kind, (int)posting.Amount.ToDouble()));
}
