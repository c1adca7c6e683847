using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>A client tells a default's story from the journals of a running cluster.</summary>
public sealed class DefaultStoryTests(DefaultsFixture fixture) : IClassFixture<DefaultsFixture>
{
    [Fact]
    public async Task A_story_reaches_from_the_first_reading_to_the_last_recovery()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "story", new DefaultPolicy { Waterfall = new() { AssessmentMultiple = Ratio.Zero } });
        var floor = opened.Floor;
        await opened.FundAsync(own: 20m, other: 30m, house: 10m, insurance: 15m);
        await floor.ReportAsync(78m); // 50 × 22 and a fee of 1 on 1,000: 101 is owed, 26 of it by the winner
        var cause = (await opened.ClosedAsync(0)).Claim.Default.Value;
        await floor.CreatedAsync(id => floor.PoolClient.RecoverAsync(id, cause, 30m));
        await opened.VerifiedAsync();

        var story = await floor.PoolClient.GetDefaultStoryAsync(cause);
        Assert.Equal((floor.AccountName(0), floor.Pool, AccountRiskState.Closed), (story!.Account.Value, story.Pool!.Value.Value, story.State!.Value));
        Assert.Equal((Amount.FromInteger(101), Amount.Zero, Amount.Zero, Amount.FromInteger(30)), (story.Loss, story.Uncovered, story.Residual, story.Recovered));
        Assert.Equal(DefaultCause.EquityNegative, story.Declared!.Cause);
        var order = Assert.Single(story.Orders);
        Assert.Equal([TakerKind.Book], order.Cleared.Select(trade => trade.Kind));
        Assert.Contains(story.Transfers, transfer => transfer is { Kind: PoolTransferKind.Haircut } && transfer.Account.Value == floor.AccountName(1) && transfer.Amount == Amount.FromInteger(-26));
        Assert.Contains(story.Plan!.Postings, posting => posting.Kind == WaterfallLayerKind.GainsHaircut);
        Assert.Null(await floor.PoolClient.GetDefaultStoryAsync("nobody:1"));
    }
}
