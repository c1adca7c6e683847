using Clearinghouse.Simulation;
using Clearinghouse.Simulation.Audit;
using Clearinghouse.Simulation.Nodes;
using Xunit;

namespace Clearinghouse.Core.Tests.Simulation;

/// <summary>The protocol under lost, repeated, delayed and overtaken messages, deaths and second activations. A failure prints the line that runs its seed again.</summary>
public sealed class SimulationTests
{
    private const int SeedsPerRange = 200;

    public static TheoryData<int> Ranges => [.. Enumerable.Range(0, 6).Select(range => (range * SeedsPerRange) + 1)];

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Seeds_PassEveryAudit(int first)
    {
        var (trades, defaults, auctions) = (0, 0, AuctionTally.None);
        for (var seed = first; seed < first + SeedsPerRange; seed++)
        {
            var report = Simulator.Run(new SimulationOptions(seed));
            trades += report.Trades;
            defaults += report.Defaults;
            auctions += report.Auctions;
        }

        // Guards the workload: a world in which nothing clears, and nobody defaults, would pass every audit.
        Assert.True(trades > 15 * SeedsPerRange && defaults > SeedsPerRange / 2, $"{trades} trades, {defaults} defaults");
        Assert.All(
            [auctions.Opened, auctions.Bids, auctions.Refused, auctions.Paused, auctions.Resumed, auctions.Extended, auctions.LiquidatorsDefaulted, auctions.BookSales, auctions.JuniorLosses, auctions.Ambushes],
            count => Assert.True(count > 0, $"{auctions}"));
    }

    /// <summary>Traders and liquidators who were closed are followed by others, so that it goes on to the end.</summary>
    [Fact]
    public void LongHistory_PassesEveryAudit()
    {
        var report = Simulator.Run(new SimulationOptions(7, Commands: 5_000));
        Assert.True(report is { Trades: > 500, Deaths: > 1_000, Defaults: > 20, Auctions.Bids: > 20 }, $"{report.Trades} trades, {report.Deaths} deaths, {report.Defaults} defaults, {report.Auctions}");
    }

    /// <summary>Of nine seeds, two unwind the pool's own book; few histories are long enough to see it flat, and with a loss.</summary>
    [Fact]
    public void LossesOfTheBook_ReachTheWaterfall() =>
        Assert.Contains(Enumerable.Range(0, 20).Select(i => (9 * i) + 7), seed => Simulator.Run(new SimulationOptions(seed, Commands: 600)).Auctions.BookLosses > 0);

    /// <summary>Likewise, with a gain while somebody is out of pocket.</summary>
    [Fact]
    public void GainsOfTheBook_GoToThoseWhoBoreLosses() =>
        Assert.Contains(Enumerable.Range(0, 20).Select(i => (9 * i) + 7), seed => Simulator.Run(new SimulationOptions(seed, Commands: 600)).Auctions.BookGains > 0);

    [Fact]
    public void SameSeed_IsTheSameHistory_AndAnotherIsNot()
    {
        Assert.Equal(Simulator.Run(new SimulationOptions(7)), Simulator.Run(new SimulationOptions(7)));
        Assert.NotEqual(Simulator.Run(new SimulationOptions(7)).TraceHash, Simulator.Run(new SimulationOptions(8)).TraceHash);
    }

    /// <summary>Each mistake is one that a grain could make. An auditor that does not find it proves nothing by its silence.</summary>
    [Theory]
    [InlineData(Sabotage.AcknowledgeEarly, "was answered")]
    [InlineData(Sabotage.WakeWithoutAsking, "in memory")]
    [InlineData(Sabotage.NoFence, "")]
    [InlineData(Sabotage.RepeatWithdrawals, "was done twice")]
    [InlineData(Sabotage.GrantWithoutReserving, "of margin")]
    [InlineData(Sabotage.ReleaseEveryAttempt, "of margin")]
    [InlineData(Sabotage.TrustOldActivations, "of margin")]
    [InlineData(Sabotage.AnswerUnproven, "in memory")]
    [InlineData(Sabotage.TakeSilenceForRefusal, "was answered")]
    [InlineData(Sabotage.ConfirmUnbooked, "transfers of the pool")]
    [InlineData(Sabotage.SpareALayer, "pays")]
    [InlineData(Sabotage.ClaimUnwritten, "that its journal does not have")]
    [InlineData(Sabotage.TakeBidsUnchecked, "in auction")]
    [InlineData(Sabotage.TakeBidsTwice, "was done twice")]
    [InlineData(Sabotage.AskNoPledge, "never pledged")]
    [InlineData(Sabotage.WriteBidsAlone, "is not ordered with it")]
    public void Sabotage_IsFound_AndTheFailureSaysHowToSeeItAgain(Sabotage sabotage, string what)
    {
        var failure = Assert.IsType<SimulationFailureException>(FirstFailure(sabotage, what));
        var options = failure.Options!;
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(options.ReplayLine, failure.Message, StringComparison.Ordinal);
        Assert.Equal(failure.Message, Assert.Throws<SimulationFailureException>(() => Simulator.Run(options)).Message);
    }

    private static Exception? FirstFailure(Sabotage sabotage, string what) =>
        Enumerable.Range(1, 1_000).Select(seed => Record.Exception(() => Simulator.Run(new SimulationOptions(seed, Sabotage: sabotage)))).FirstOrDefault(failure => failure?.Message.Contains(what, StringComparison.Ordinal) == true);
}
