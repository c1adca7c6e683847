using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Audit;

/// <summary>The conservation of one pool: what came in is what is there.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolAudit")]
public sealed record PoolAudit
{
    /// <summary>The pool.</summary>
    [Id(0)] public required PoolId Pool { get; init; }

    /// <summary>Accounts looked at.</summary>
    [Id(1)] public required int Accounts { get; init; }

    /// <summary>Deposits of all accounts, and contributions to funds.</summary>
    [Id(2)] public required Amount PaidIn { get; init; }

    /// <summary>Withdrawals of all accounts.</summary>
    [Id(3)] public required Amount PaidOut { get; init; }

    /// <summary>Cash of all accounts.</summary>
    [Id(4)] public required Amount AccountCash { get; init; }

    /// <summary>Value that realised profits and losses left in open entry values: what the pool, as counterparty of every position, owes (negative) or is owed.</summary>
    [Id(5)] public required Amount OpenEntryValue { get; init; }

    /// <summary>Funding that is on its way between accounts, because they settle when they are next touched.</summary>
    [Id(6)] public required Amount UnsettledFunding { get; init; }

    /// <summary>The pool's funds, fees that its markets collected and that have not reached it yet, and what is on its way between it and accounts because of defaults.</summary>
    [Id(7)] public required Amount Funds { get; init; }

    /// <summary>Per contract.</summary>
    [Id(8)] public required ImmutableArray<ContractAudit> Contracts { get; init; }

    /// <summary>
    /// (account cash − open entry value − unsettled funding + funds) − (paid in − paid out). Zero to the last unit, always: each account's cash is its deposits less its withdrawals and fees
    /// plus what it realised less funding it paid plus what the pool moved to it, and what all accounts realised is what all entry values hold.
    /// </summary>
    public Amount Residual => AccountCash - OpenEntryValue - UnsettledFunding + Funds - (PaidIn - PaidOut);

    /// <summary>True when nothing was created or lost anywhere.</summary>
    public bool Holds => Residual.IsZero && Contracts.All(contract => contract.Holds);
}
