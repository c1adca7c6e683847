using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>Money that a pool moves to an account, or takes from it: the message of the pool's outbox.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolTransfer")]
public sealed record PoolTransfer
{
    /// <summary>The pool.</summary>
    [Id(0)] public required PoolId Pool { get; init; }

    /// <summary>The sequence of the event in the pool's journal. An account has at most one transfer per event.</summary>
    [Id(1)] public required long Sequence { get; init; }

    /// <summary>The sequence of the account's previous transfer from this pool; 0 for the first.</summary>
    [Id(2)] public required long PreviousSequence { get; init; }

    /// <summary>The account.</summary>
    [Id(3)] public required AccountId Account { get; init; }

    /// <summary>The default that it follows from; null where it follows from none.</summary>
    [Id(4)] public DefaultId? Default { get; init; }

    /// <summary>What it is for.</summary>
    [Id(5)] public required PoolTransferKind Kind { get; init; }

    /// <summary>Positive to the account, negative from it.</summary>
    [Id(6)] public required Amount Amount { get; init; }

    /// <summary>What is closed of the account's positions with it, at the mark, by deleveraging; empty for nothing.</summary>
    [Id(7)] public ImmutableArray<LegClosure> Closures { get => field.IsDefault ? [] : field; init; }
}
