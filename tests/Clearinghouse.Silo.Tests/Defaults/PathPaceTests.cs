using Clearinghouse.Grains.Accounts;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>How many accounts of a silo decide at a time.</summary>
public sealed class PathPaceTests
{
    private static readonly int Places = 4 * Environment.ProcessorCount;

    [Fact]
    public async Task Decisions_beyond_the_places_wait_until_one_is_free()
    {
        using var pace = new PathPace();
        using var gate = new ManualResetEventSlim();
        using var deciding = new CountdownEvent(Places);
        var cancelled = TestContext.Current.CancellationToken;
        Task<int> Decide(int number) => Task.Factory.StartNew(
            () => pace.Run(() =>
            {
                deciding.Signal();
                gate.Wait(cancelled);
                return number;
            }), cancelled, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        var running = Enumerable.Range(0, Places).Select(Decide).ToList();
        deciding.Wait(cancelled);
        var next = pace.Run(() => Places);
        Assert.False(next.IsCompleted);
        gate.Set();
        Assert.Equal(Enumerable.Range(0, Places), await Task.WhenAll(running));
        Assert.Equal(Places, await next);
    }

    [Fact]
    public async Task A_decision_that_throws_frees_its_place()
    {
        using var pace = new PathPace();
        for (var time = 0; time <= Places; time++) await Assert.ThrowsAsync<InvalidOperationException>(() => pace.Run<int>(() => throw new InvalidOperationException("a bug")));
        Assert.Equal(1, await pace.Run(() => 1));
    }
}
