using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>A pool that is driven through its deciders; its time stands still until a test moves it, and terms that are due take effect then.</summary>
internal sealed class PoolBuilder
{
    private int _commands;

    internal PoolLedger Ledger { get; } = new(Pool);

    internal DateTimeOffset Now { get; private set; } = Start;

    internal PoolBuilder Do(Decision<PoolEvent> decision)
    {
        Assert.True(decision.Status == CommandStatus.Created, $"{decision.Status}: {decision.Refusal}");
        return Append(decision);
    }

    internal PoolBuilder Limit(LimitPolicy policy) => Do(PoolDecider.Decide(Ledger, new ConfigureLimits(NextHeader(), policy), Now));

    internal PoolBuilder Wait(TimeSpan span)
    {
        Now += span;
        foreach (var due in PoolDecider.TakeEffect(Ledger, Now)) Ledger.Apply(Ledger.Sequence + 1, due);
        return this;
    }

    /// <summary>Asks for a withdrawal of Alice's, and books the grant.</summary>
    internal Decision<PoolEvent> Ask(string id, Amount value, Amount poolCash, bool defaultRuns = false)
    {
        var decision = WithdrawalDecider.Decide(Ledger, new WithdrawalRequest(Alice, Header(id).Sender, Header(id).Id, value), poolCash, defaultRuns, Now);
        Append(decision);
        return decision;
    }

    internal CommandHeader NextHeader()
    {
        _commands++;
        return Header($"p{_commands}", _commands);
    }

    private PoolBuilder Append(Decision<PoolEvent> decision)
    {
        foreach (var e in decision.Events) Ledger.Apply(Ledger.Sequence + 1, e);
        return this;
    }
}
