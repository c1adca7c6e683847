namespace Clearinghouse.Grains.Timers;

/// <summary>Work that is done one piece after the other in a grain whose calls interleave. Used from one grain's turns only.</summary>
internal sealed class TurnQueue
{
    private Task _last = Task.CompletedTask;

    /// <summary>Does the work when everything before it is done, whatever became of that.</summary>
    public async Task<T> Run<T>(Func<Task<T>> work)
    {
        var (before, done) = (_last, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _last = done.Task;
        await before;
        try
        {
            return await work();
        }
        finally
        {
            done.SetResult();
        }
    }
}
