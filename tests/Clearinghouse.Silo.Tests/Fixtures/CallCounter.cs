using System.Collections.Concurrent;

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>Counts the calls that reached grains, by method: evidence that something was asked, where the answer alone would not tell.</summary>
public sealed class CallCounter : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> _answered = new(StringComparer.Ordinal);

    /// <summary>How many calls of a method were answered so far.</summary>
    public int AnsweredCalls(string method) => _answered.GetValueOrDefault(method);

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        _answered.AddOrUpdate(context.MethodName, 1, (_, count) => count + 1);
    }
}
