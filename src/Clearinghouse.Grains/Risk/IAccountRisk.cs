using System.Collections.Immutable;
using Clearinghouse.Core.Risk;

namespace Clearinghouse.Grains.Risk;

/// <summary>An account as its risk shard sees it.</summary>
[Alias("Clearinghouse.IAccountRisk")]
public interface IAccountRisk : IGrainWithStringKey
{
    /// <summary>What the shard must know; null for an account that never took a deposit.</summary>
    [Alias("GetExposure")]
    Task<AccountExposure?> GetExposure();

    /// <summary>The shard thinks that the account is short, or no longer so: its exact statement decides. Answers with what the shard must know then.</summary>
    [Alias("CheckMargin")]
    Task<AccountExposure> CheckMargin(ImmutableArray<SnapshotSeen> seen);
}
