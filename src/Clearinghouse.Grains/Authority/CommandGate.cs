using Clearinghouse.Core.Commands;

namespace Clearinghouse.Grains.Authority;

/// <summary>
/// The one place through which every command reaches a grain. It refuses what does not say who sends it; signatures and roles will be checked here too.
/// Trades are judged one by one by their market, because each of a batch has its own outcome.
/// </summary>
public sealed class CommandGate : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        for (var i = 0; i < context.Request.GetArgumentCount(); i++)
        {
            if (context.Request.GetArgument(i) is not ICommand command || command is ClearTrade) continue;
            if (command.Header.Check() is not { } refusal) continue;
            context.Result = CommandOutcome.Refused(refusal);
            return Task.CompletedTask;
        }

        return context.Invoke();
    }
}
