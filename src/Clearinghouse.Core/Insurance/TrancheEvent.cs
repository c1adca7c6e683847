using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>Something that happened to an insurance tranche.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(TrancheStaked), "trancheStaked")]
[JsonDerivedType(typeof(PremiumReceived), "premiumReceived")]
[JsonDerivedType(typeof(TrancheFrozen), "trancheFrozen")]
[JsonDerivedType(typeof(TrancheReleased), "trancheReleased")]
[JsonDerivedType(typeof(LossBorne), "lossBorne")]
[JsonDerivedType(typeof(LossRecovered), "lossRecovered")]
[JsonDerivedType(typeof(LeaveRequested), "leaveRequested")]
[JsonDerivedType(typeof(StakeRedeemed), "stakeRedeemed")]
[GenerateSerializer, Immutable, Alias("Clearinghouse.TrancheEvent")]
public abstract record TrancheEvent
{
    /// <summary>When it was decided.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }
}
