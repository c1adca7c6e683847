using System.Diagnostics.Metrics;
using Clearinghouse.Cli;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clearinghouse.Silo.Tests.Pools;

/// <summary>What stands behind defaults, in a cluster: underwriters, the default fund and its reviews, assessments. The pool's activation ends in between, and everything goes on from its journal.</summary>
public sealed class PoolResourcesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private ClearingCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, new ClearingClusterSettings
    {
        Silos = 1,
        Configuration = ClearingClusterSettings.Clearing(("RiskShards", "2"), ("RiskReportMs", "10"), ("RiskSweepMs", "1"), ("DefaultDriveMs", "20")),
    });

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Underwriters_bear_a_default_junior_first_get_recoveries_and_leave_after_the_cooldown()
    {
        var floor = await HeldAsync("tranches");
        var (pool, junior, senior) = (floor.PoolClient, floor.AccountName(2), floor.AccountName(3));
        await floor.CreatedAsync(id => pool.ConfigureInsuranceAsync(id, new InsurancePolicy
        {
            Tranches = [new("junior", 1, new TrancheTerms { CooldownSeconds = 100 }), new("senior", 2, new TrancheTerms { CooldownSeconds = 100 })],
        }));
        await floor.CreatedAsync(id => pool.StakeInsuranceAsync(id, "junior", junior, 300m));
        var stake = await pool.StakeInsuranceAsync("stake", "senior", senior, 1_000m);
        Assert.Equal(CommandStatus.Created, stake.Status);
        Assert.Equal(RefusalCode.AccountUnknown, (await pool.StakeInsuranceAsync("stranger", "senior", "nobody", 1_000m)).Refusal?.Code);

        await _cluster.DeactivateAsync(pool.Grain);
        var again = await pool.StakeInsuranceAsync("stake", "senior", senior, 1_000m);
        Assert.Equal((CommandStatus.Exists, stake.Sequence), (again.Status, again.Sequence));
        await floor.CreatedAsync(id => pool.LeaveInsuranceAsync(id, "senior", senior, Quantity.FromInteger(500)));

        // Long 50 from 100 on 999 of cash: at 70 it owes 501. Junior's 300 are gone, and 201 of senior's thousand.
        await floor.ReportAsync(70m);
        var cause = OwnNames.DefaultOf(AccountId.Create(floor.AccountName(0)), 1);
        var known = await Eventually.AnswersAsync("the default", () => pool.GetDefaultAsync(cause.Value), found => found is not null);
        Assert.Equal([("junior", Amount.Parse("300")), ("senior", Amount.Parse("201"))], known!.Plan.Postings.Select(posting => (posting.Payer.Name, posting.Amount)));
        var insurance = await pool.GetInsuranceAsync();
        Assert.Equal([Amount.Zero, Amount.Parse("799")], insurance.Tranches.Select(tranche => tranche.Assets));
        Assert.Empty(insurance.Running);

        await _cluster.DeactivateAsync(pool.Grain);
        await floor.CreatedAsync(id => pool.RecoverAsync(id, cause.Value, 251m));
        var cash = await Eventually.AnswersAsync("the recovery", () => floor.CashAsync(3), found => found == Amount.Parse("1201"));
        Assert.Equal(Amount.Parse("1050"), await Eventually.AnswersAsync("the recovery", () => floor.CashAsync(2), found => found > Amount.Parse("1000")));

        Assert.Equal(RefusalCode.TrancheCoolingDown, (await pool.RedeemInsuranceAsync("early", "senior", 1)).Refusal?.Code);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(200));
        await floor.CreatedAsync(id => pool.RedeemInsuranceAsync(id, "senior", 1));
        await Eventually.AnswersAsync("the redemption", () => floor.CashAsync(3), found => found == cash + Amount.Parse("399.5"));
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task A_default_that_runs_freezes_the_tranches_and_one_that_the_account_does_not_know_is_let_go()
    {
        var floor = await HeldAsync("frozen");
        var pool = floor.PoolClient;
        await floor.CreatedAsync(id => pool.ConfigureInsuranceAsync(id, new InsurancePolicy { Tranches = [new("only", 1, new TrancheTerms())] }));
        await BeginAsync(floor, "made-up");

        // The account says that it is in no such default.
        await Eventually.AnswersAsync("the end", pool.GetInsuranceAsync, insurance => insurance.Running.IsEmpty);
        await floor.CreatedAsync(id => pool.StakeInsuranceAsync(id, "only", floor.AccountName(2), 10m));
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task The_fund_is_sized_on_the_live_book_on_demand_and_by_schedule()
    {
        var floor = await HeldAsync("sizing");
        var pool = floor.PoolClient;
        Assert.Equal(RefusalCode.FundNotConfigured, (await pool.ReviewFundAsync("too-early")).Refusal?.Code);
        await floor.CreatedAsync(id => pool.ContributeAsync(id, PoolFund.House, 100m));
        await floor.CreatedAsync(id => pool.ConfigureFundAsync(id, new FundPolicy { ReviewIntervalSeconds = 600, TopUpDueSeconds = 100, SuspendsOverdue = true, NoticeSeconds = 300 }));
        await floor.CreatedAsync(id => pool.SetAffiliatesAsync(id, "family", floor.AccountName(0), floor.AccountName(2)));
        await Eventually.AnswersAsync("the book", _cluster.Client.Risk.SweepAsync, report => report.Accounts == 4);
        Assert.Equal(CommandStatus.Created, (await pool.ReviewFundAsync("review")).Status);
        Assert.Equal(CommandStatus.Exists, (await pool.ReviewFundAsync("review")).Status);

        // 50 × 40 lost in the crash, beyond the initial margin of 50 × 100 × 10 %.
        var review = (await pool.GetFundReviewAsync())!;
        Assert.Equal(("crash like 2020-03-12", "family", Amount.Parse("1500")), (review.Worst[0].Scenario, review.Worst[0].Largest[0].Group, review.Required));
        var call = Assert.Single(review.Calls);
        Assert.Equal((VenueId.Create(floor.Venue), Amount.Parse("1500")), (call.Venue, call.Amount));

        // 999 of cash are gone at 80.02, 100 more at 78.02: e to the power of minus so many times four per cent.
        var house = (await pool.GetDistanceAsync()).Single(gauge => gauge.Layer == "house capital");
        Assert.Equal(Amount.Parse("100"), house.Available);
        Assert.Equal(0.7802, house.Factors[floor.Market.Id].ToDouble(), 1e-5);
        Assert.Equal(-Math.Log(0.7802) / 0.04, house.DistanceSigmas!.Value.ToDouble(), 1e-3);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(101));
        await _cluster.DeactivateAsync(pool.Grain);
        Assert.True(await pool.GetFundStandingAsync(floor.Venue) is { IsOverdue: true, MayAddRisk: false });
        await floor.ReportAsync(100m);
        var late = await floor.ClearAsync(floor.Trade(2, buyer: 2, seller: 1));
        Assert.Equal((RefusalCode.VenueOverdue, "1500", "0"), (late.Refusal?.Code, late.Refusal?.Required, late.Refusal?.Available));
        await floor.ClearedAsync(floor.Trade(3, buyer: 1, seller: 0, quantity: 1m));
        await floor.CreatedAsync(id => pool.ContributeAsync(id, PoolFund.DefaultFund, floor.Venue, 1_500m));
        Assert.True(await pool.GetFundStandingAsync(floor.Venue) is { IsOverdue: false, MayAddRisk: true });
        _cluster.Clock.Advance(TimeSpan.FromSeconds(6));
        await floor.ReportAsync(100m);
        await floor.ClearedAsync(floor.Trade(4, buyer: 2, seller: 1));
        await floor.ClearedAsync(floor.Trade(5, buyer: 1, seller: 2));
        await floor.ClearedAsync(floor.Trade(6, buyer: 0, seller: 1));

        // What it pays beyond its part it gets back after the notice, and a review.
        await floor.CreatedAsync(id => pool.ContributeAsync(id, PoolFund.DefaultFund, floor.Venue, 40m));
        Assert.Equal((RefusalCode.FundSurplusShort, "40"), (await pool.LeaveFundAsync("too-much", floor.Venue, 41m)).Refusal is { } refusal ? (refusal.Code, refusal.Available) : default);
        await floor.CreatedAsync(id => pool.LeaveFundAsync(id, floor.Venue, 40m));
        Assert.Equal(RefusalCode.FundNoticeRunning, (await pool.RedeemFundAsync("too-soon", floor.Venue)).Refusal?.Code);

        var before = (await pool.GetFundReviewAsync())!.Number;
        _cluster.Clock.Advance(TimeSpan.FromSeconds(600));
        await floor.ReportAsync(100m);
        var next = await Eventually.AnswersAsync("the next review", pool.GetFundReviewAsync, found => found!.Number > before);
        Assert.Empty(next!.Calls);
        Assert.Equal(Amount.Parse("1540"), next.Prefunded);
        Assert.Equal(CommandStatus.Created, (await pool.RedeemFundAsync("redeem", floor.Venue)).Status);
        Assert.Equal(CommandStatus.Exists, (await pool.RedeemFundAsync("redeem", floor.Venue)).Status);
        var standing = await pool.GetFundStandingAsync(floor.Venue);
        Assert.Equal((Amount.Parse("1500"), standing.Required + standing.Surplus, (FundNotice?)null), (standing.Balance, standing.Balance, standing.Notice));
        Assert.Equal(100, Gauge("clearinghouse.pool.layer.available", floor.Pool, "house capital"));
        Assert.Equal(1_500, Gauge("clearinghouse.pool.fund.required", floor.Pool, null));
        await _cluster.VerifyAsync();
        Assert.Contains("cover-2", await ShownAsync(floor.Pool), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assessment_that_is_not_paid_in_time_is_borne_by_winners_once_and_is_theirs_when_it_is_paid()
    {
        var floor = await HeldAsync("assessed");
        var pool = floor.PoolClient;
        await floor.CreatedAsync(id => pool.ContributeAsync(id, PoolFund.DefaultFund, floor.Venue, 100m));
        await floor.CreatedAsync(id => pool.ContributeAsync(id, PoolFund.DefaultFund, floor.OtherVenue, 100m));

        // Of 501, 100 each from the fund, and 301 in assessments of up to 275 each.
        await floor.ReportAsync(70m);
        var owed = await Eventually.AnswersAsync("the assessments", pool.GetAssessmentsAsync, found => found.Open.Length == 2);
        Assert.All(owed.Open, call => Assert.Equal(Amount.Parse("150.5"), call.Left));
        await floor.CreatedAsync(id => pool.ContributeAsync(id, PoolFund.Receivables, floor.OtherVenue, 150.5m));
        var before = await floor.CashAsync(1);

        await _cluster.DeactivateAsync(pool.Grain);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(86_401));
        await floor.ReportAsync(70m);
        var late = await Eventually.AnswersAsync("the end of the deadline", pool.GetAssessmentsAsync, found => found.Overdue.Length == 1);
        Assert.Empty(late.Open);
        await Eventually.AnswersAsync("the haircut", () => floor.CashAsync(1), cash => cash == before - Amount.Parse("150.5"));
        Assert.True((await pool.GetFundStandingAsync(floor.Venue)).IsOverdue);

        await _cluster.RestartAsync(kill: true);
        pool = floor.PoolClient;
        Assert.Single((await pool.GetAssessmentsAsync()).Overdue);
        await floor.CreatedAsync(id => pool.ContributeAsync(id, PoolFund.Receivables, floor.Venue, 150.5m));
        await Eventually.AnswersAsync("what comes back", () => floor.CashAsync(1), cash => cash == before);
        Assert.False((await pool.GetFundStandingAsync(floor.Venue)).IsOverdue);
        await _cluster.VerifyAsync();
    }

    /// <summary>Trader 0 holds 50 long at 100 on 1,000 paid in; trader 1 the other side, with plenty; 2 and 3 hold nothing. Who is below maintenance has no grace.</summary>
    private async Task<TradingFloor> HeldAsync(string name)
    {
        var floor = await TradingFloor.OpenAsync(_cluster, name, traders: 4, deposit: 1_000m);
        await floor.CreatedAsync(id => floor.PoolClient.ConfigureDefaultsAsync(id, new DefaultPolicy
        {
            States = new RiskStateTerms { GraceSeconds = 0 },
            Waterfall = new WaterfallTerms { LastResort = LastResort.GainsHaircut },
        }));
        await floor.CreatedAsync(id => floor.Account(1).DepositAsync(id, floor.Pool, 1_000_000m));
        await floor.ClearedAsync(floor.Trade(1, quantity: 50m));
        await floor.SettledAsync();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(6));
        return floor;
    }

    /// <summary>Tells the pool of a default that no account is in, as a late message would.</summary>
    private async Task BeginAsync(TradingFloor floor, string cause)
    {
        var pool = _cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<Grains.Pools.IPoolClearing>(floor.Pool);
        await pool.BeginDefault(DefaultId.Create(cause), AccountId.Create(floor.AccountName(0)));
    }

    private async Task<string> ShownAsync(string pool)
    {
        using var data = new StringWriter();
        var exit = await CommandLine.RunAsync(["pool", "show", pool, "--database", _cluster.Database.Options.DataFile!], new CliOutput(data, TextWriter.Null, isTerminal: false));
        Assert.Equal(ExitCodes.Done, exit);
        return data.ToString();
    }

    private static double Gauge(string instrument, string pool, string? layer)
    {
        double? seen = null;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (published, listening) =>
        {
            if (published.Meter.Name == "Clearinghouse" && published.Name == instrument) listening.EnableMeasurementEvents(published);
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
            if (named["pool"] == pool && named.GetValueOrDefault("layer") == layer) seen = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return seen ?? double.NaN;
    }
}
