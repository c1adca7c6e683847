using Clearinghouse.Core.Identifiers;
using Clearinghouse.Grains.Boards;
using Xunit;

namespace Clearinghouse.Silo.Tests.Boards;

/// <summary>The terms of pools on a silo's board: who wants to know while somebody asks waits for the answer, and an older answer never takes a newer one down.</summary>
public sealed class PoolTermsBoardTests
{
    private static readonly PoolId Pool = PoolId.Create("main");
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private readonly PoolTermsBoard<string> _board = new(terms => terms.Length);

    [Fact]
    public async Task Whoever_wants_to_ask_while_somebody_does_waits_for_that()
    {
        var (asked, answer) = (0, new TaskCompletionSource());
        Task Ask() => _board.AskOnce(Pool, async () =>
        {
            asked++;
            await answer.Task;
            _board.Post(Pool, "terms", At);
        });
        var all = Enumerable.Range(0, 100).Select(_ => Ask()).ToList();
        Assert.Equal((1, 0), (asked, all.Count(task => task.IsCompleted)));
        answer.SetResult();
        await Task.WhenAll(all);
        Assert.Equal((1, "terms", (DateTimeOffset?)At), (asked, _board.Find(Pool), _board.AskedAt(Pool)));
        await Ask();
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_failure_is_the_askers_alone_and_the_next_asks_again()
    {
        var answer = new TaskCompletionSource();
        var asker = _board.AskOnce(Pool, () => answer.Task);
        var waiter = _board.AskOnce(Pool, () => throw new InvalidOperationException("nobody asks twice"));
        answer.SetException(new TimeoutException("the pool did not answer"));
        await Assert.ThrowsAsync<TimeoutException>(() => asker);
        await waiter;
        Assert.Null(_board.AskedAt(Pool));
        await _board.AskOnce(Pool, () =>
        {
            _board.Post(Pool, "terms", At);
            return Task.CompletedTask;
        });
        Assert.Equal("terms", _board.Find(Pool));
    }

    [Fact]
    public void An_older_answer_does_not_take_a_newer_one_down()
    {
        _board.Post(Pool, "newer", At);
        _board.Post(Pool, "old", At.AddSeconds(1));
        Assert.Equal(("newer", (DateTimeOffset?)At.AddSeconds(1)), (_board.Find(Pool), _board.AskedAt(Pool)));
        _board.Post(Pool, null, At.AddSeconds(2));
        Assert.Equal("newer", _board.Find(Pool));
    }
}
