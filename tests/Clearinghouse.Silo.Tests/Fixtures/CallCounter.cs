using System.Collections.Concurrent;

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>Counts the calls that reached grains, by method: evidence that something was asked, where the answer alone would not tell. Can keep calls waiting.</summary>
public sealed class CallCounter : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> _answered = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string Method, string Key), TaskCompletionSource> _held = new();

    /// <summary>How many calls of a method were answered so far.</summary>
    public int AnsweredCalls(string method) => _answered.GetValueOrDefault(method);

    /// <summary>Calls of a method to a grain wait from now on until <see cref="Release"/>.</summary>
    public void Hold(string method, string key) => _held[(method, key)] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Calls that wait go on.</summary>
    public void Release(string method, string key)
    {
        if (_held.TryRemove((method, key), out var held)) held.SetResult();
    }

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (_held.TryGetValue((context.MethodName, context.TargetId.Key.ToString() ?? string.Empty), out var held)) await held.Task;
        await context.Invoke();
        _answered.AddOrUpdate(context.MethodName, 1, (_, count) => count + 1);
    }
}
