using Clearinghouse.Core.Commands;

namespace Clearinghouse.Grains.Authority;

/// <summary>
/// The one place through which every command reaches a grain. It refuses what does not say who sends it; signatures and roles will be checked here too.
/// Trades and bids are judged by who takes them, because their outcomes are of their own kinds.
/// </summary>
public sealed class CommandGate : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        for (var i = 0; i < context.Request.GetArgumentCount(); i++)
        {
            if (context.Request.GetArgument(i) is not ICommand command || command is ClearTrade or BidInAuction) continue;
            if (command.Header.Check() is not { } refusal) continue;
            context.Result = CommandOutcome.Refused(refusal);
            return Task.CompletedTask;
        }

        return context.Invoke();
    }
}
