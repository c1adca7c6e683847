using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>Auctions through the grains: liquidators bid by the client, and what they take moves by the markets.</summary>
public sealed class AuctionTests(DefaultsFixture fixture) : IClassFixture<DefaultsFixture>
{
    private static readonly AuctionTerms Terms = new() { MinNotional = Amount.Zero, InsolventSeconds = 100, MinBidders = 1, FastShare = Ratio.FromPpm(50_000) };

    [Fact]
    public async Task An_insolvent_portfolio_is_sold_in_shares_and_the_member_that_bid_loses_after_the_others()
    {
        var policy = new DefaultPolicy { Auction = Terms, Waterfall = new WaterfallTerms { AssessmentMultiple = Ratio.Zero } };
        var opened = await OpenAsync("sold", policy);
        var floor = opened.Floor;
        await opened.FundAsync(own: 20m, other: 300m, house: 0m, insurance: 0m);
        await floor.ReportAsync(78m); // 50 × 22 and a fee of 1 on 1,000: 101 is owed
        await opened.StandsAsync(0, AccountRiskState.Defaulted);
        var account = floor.Account(0);
        var listed = await Eventually.AnswersAsync("the auction", floor.PoolClient.GetAuctionsAsync, auctions => auctions.Any(auction => auction.Account == account.Id));
        Assert.Equal(1, listed.Single(auction => auction.Account == account.Id).Auction);
        var offer = (await account.GetAuctionAsync())!;
        Assert.Equal((Ratio.FromPpm(1_000), Ratio.One, Ratio.FromPpm(50_000), Amount.FromInteger(3_900)), (offer.Concession, offer.Allowed, offer.Path.Reserve, offer.Path.Notional));

        Assert.Equal(RefusalCode.NotALiquidator, (await account.BidAsync("b-0", 1, floor.AccountName(2), 1m)).Refusal?.Code);
        Assert.Equal(RefusalCode.InitialMarginShort, (await account.BidAsync("b-1", 1, opened.Other("poor").Id.Value, 1m)).Refusal?.Code);
        Assert.Equal(RefusalCode.ConcessionTooSmall, (await account.BidAsync("b-2", 1, opened.Other("rich").Id.Value, 1m, 0.02m)).Refusal?.Code);
        Assert.Equal(RefusalCode.AuctionNotOpen, (await account.BidAsync("b-3", 2, opened.Other("rich").Id.Value, 1m)).Refusal?.Code);
        Assert.Equal(Quantity.FromInteger(50), await opened.PositionAsync(account));

        // Half-way to the reserve of 5 %: 2.55 % of 78 and a tick against the seller.
        opened.Pass(50);
        var half = await account.BidAsync("b-4", 1, opened.Other("rich").Id.Value, 0.5m, 0.02m);
        Assert.Equal((CommandStatus.Created, Ratio.FromPpm(500_000), Ratio.FromPpm(25_500), true), (half.Status, half.Share, half.Concession, half.Answers.Single().Refusal is null));
        Assert.Equal((CommandStatus.Exists, half.Sequence), ((await account.BidAsync("b-4", 1, opened.Other("rich").Id.Value, 0.5m, 0.02m)) is var again ? (again.Status, again.Sequence) : default));
        Assert.Equal(Quantity.FromInteger(25), await opened.PositionAsync(account));
        Assert.Equal(CommandStatus.Created, (await account.BidAsync("b-5", 1, opened.Other("rich").Id.Value, 1m)).Status);

        var known = await opened.ClosedAsync(0);
        Assert.Equal([VenueId.Create(floor.OtherVenue)], known.Claim.Bids!.Keys);
        Assert.Contains(known.Plan.Layers, layer => layer.Layer.Kind == WaterfallLayerKind.MutualFund && layer.Used.IsPositive);
        Assert.Contains(known.Plan.Layers, layer => layer.Layer.Kind == WaterfallLayerKind.JuniorFund && layer.Used.IsZero);
        Assert.Equal((Quantity.FromInteger(50), Quantity.Zero), (await opened.PositionAsync(opened.Other("rich")), await opened.PositionAsync(opened.Book)));
        Assert.Equal(AuctionOutcome.SoldOut, (await account.GetStatementAsync()).Path!.Auction!.Outcome);
        await opened.VerifiedAsync();

        // A bid and its order are durable in one step: whoever died in between would leave a bid that was taken and buys nothing.
        var segments = await fixture.Cluster.OpenStore().ReadSegmentsAsync(JournalId.ForAccount(account.Id), 1).ToListAsync();
        var taken = segments.Select(segment => SegmentPayload.Read<AccountEvent>(segment).Select(read => read.Event).ToList()).Where(events => events.Exists(e => e is AuctionChanged { Change: BidTaken })).ToList();
        Assert.Equal(2, taken.Count);
        Assert.All(taken, events => Assert.IsType<CloseOutOrdered>(events[events.FindIndex(e => e is AuctionChanged { Change: BidTaken }) + 1]));

        // The story tells of it.
        var story = (await floor.PoolClient.GetDefaultStoryAsync(known.Claim.Default.Value))!;
        Assert.Equal([typeof(AuctionOpened), typeof(BidTaken), typeof(BidTaken), typeof(AuctionEnded)], story.Auction.Select(auction => auction.Change.GetType()));
        Assert.Equal(2, story.Orders.Count(order => order.Order.Purpose == CloseOutPurpose.Auction));
    }

    [Fact]
    public async Task A_solvent_account_is_restored_by_a_bid_and_keeps_the_rest()
    {
        var policy = new DefaultPolicy { Auction = Terms, Liquidation = new LiquidationTerms { ImpactAtDepth = Ratio.One } };
        var opened = await OpenAsync("restored", policy);
        await opened.Floor.ReportAsync(84m); // equity of 199 against 210
        await opened.StandsAsync(0, AccountRiskState.Liquidating);
        opened.Pass(31);
        var account = opened.Floor.Account(0);
        await Eventually.AnswersAsync("the auction", account.GetStatementAsync, statement => statement.Path?.OpenAuction is not null);
        opened.Pass(60);
        var bid = await account.BidAsync("all", 1, opened.Other("rich").Id.Value, 1m);
        Assert.True(bid.Status == CommandStatus.Created && bid.Share.IsPositive && bid.Share < Ratio.One, $"{bid}");
        await opened.StandsAsync(0, AccountRiskState.MarginCall, call: 2);
        var left = await opened.PositionAsync(account);
        Assert.True(left.IsPositive);
        await opened.Floor.SettledAsync();
        Assert.Equal(Quantity.FromInteger(50) - left, await opened.PositionAsync(opened.Other("rich")));
        Assert.Equal(AuctionOutcome.Restored, (await account.GetStatementAsync()).Path!.Auction!.Outcome);
        await opened.VerifiedAsync();
    }

    [Fact]
    public async Task What_nobody_bids_for_goes_to_the_book_which_sells_it_by_its_schedule()
    {
        var unwind = new UnwindTerms { IntervalSeconds = 1_000, LengthSeconds = 100, WholeBelowNotional = Amount.FromInteger(2_000) };
        var opened = await OpenAsync("unwound", new DefaultPolicy { Auction = Terms with { MaxExtensions = 1 }, Unwind = unwind });
        await opened.Floor.ReportAsync(78m);
        await opened.StandsAsync(0, AccountRiskState.Defaulted);
        var account = opened.Floor.Account(0);
        await Eventually.AnswersAsync("the auction", account.GetStatementAsync, statement => statement.Path?.OpenAuction is not null);
        opened.Pass(101);
        await Eventually.AnswersAsync("the extension", account.GetStatementAsync, statement => statement.Path?.Auction?.Extensions == 1);
        opened.Pass(121);
        await opened.ClosedAsync(0);
        Assert.Equal(Quantity.FromInteger(50), await opened.PositionAsync(opened.Book));

        var listed = await Eventually.AnswersAsync("the book's auction", opened.Floor.PoolClient.GetAuctionsAsync, auctions => auctions.Any(auction => auction.Account == opened.Book.Id));
        var number = listed.Single(auction => auction.Account == opened.Book.Id).Auction;
        var bid = await opened.Book.BidAsync("quarter", number, opened.Other("rich").Id.Value, 1m);
        Assert.True(bid.Share == Ratio.FromPpm(250_000), $"{bid}");
        await Eventually.AnswersAsync("the end of it", opened.Book.GetStatementAsync, statement => statement.Path?.Auction?.Outcome == AuctionOutcome.SoldOut);
        Assert.Equal(Quantity.Parse("37.5"), await opened.PositionAsync(opened.Book));
        await opened.VerifiedAsync();

        // Whatever it loses until nothing is left falls through the waterfall in its turn.
        for (var auction = number + 1; !(await opened.PositionAsync(opened.Book)).IsZero; auction++)
        {
            opened.Pass(1_000);
            await Eventually.AnswersAsync($"auction {auction}", opened.Book.GetStatementAsync, statement => statement.Path?.OpenAuction?.Number == auction);
            opened.Pass(100);
            var next = await opened.Book.BidAsync($"bid-{auction}", auction, opened.Other("rich").Id.Value, 1m);
            Assert.True(next.Status == CommandStatus.Created && next.Concession.IsPositive, $"{next}");
            await Eventually.AnswersAsync($"the end of {auction}", opened.Book.GetStatementAsync, statement => statement.Path?.Auction?.Outcome == AuctionOutcome.SoldOut);
        }

        await Eventually.AnswersAsync("the book's loss is covered", opened.Book.ExplainMarginAsync, explained => explained!.Statement.Cash.IsZero);
        await opened.VerifiedAsync();
        var lost = (await opened.Floor.PoolClient.Grain.GetDefaults()).Cases.Values.Single(known => known.Claim.Account == opened.Book.Id);
        Assert.True(lost.Claim.Debt.IsPositive && lost.Plan.Residual.IsZero && lost.Claim.Venue is null);
    }

    private async Task<DefaultFloor> OpenAsync(string name, DefaultPolicy policy)
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, name, policy);
        foreach (var (account, deposit, venue) in (IEnumerable<(string, decimal, string?)>)[("rich", 100_000m, opened.Floor.OtherVenue), ("poor", 1m, null)])
        {
            await opened.Floor.CreatedAsync(id => opened.Other(account).DepositAsync(id, opened.Floor.Pool, deposit));
            await opened.Floor.CreatedAsync(id => opened.Floor.PoolClient.RegisterLiquidatorAsync(id, opened.Other(account).Id.Value, venue));
        }

        // What silos knew of the pool is old by then.
        opened.Pass(6);
        return opened;
    }
}
