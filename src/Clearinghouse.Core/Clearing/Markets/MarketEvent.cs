using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>Something that happened in a market. The market's journal is the sequence of these, and its ledger their fold.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(MarketConfigured), "marketConfigured")]
[JsonDerivedType(typeof(ContractListed), "contractListed")]
[JsonDerivedType(typeof(SnapshotPublished), "snapshotPublished")]
[JsonDerivedType(typeof(TradeCleared), "tradeCleared")]
[JsonDerivedType(typeof(FundingAccrued), "fundingAccrued")]
[JsonDerivedType(typeof(ContractSettled), "contractSettled")]
[JsonDerivedType(typeof(PositionsSettled), "positionsSettled")]
[JsonDerivedType(typeof(ActivationSeen), "activationSeen")]
[JsonDerivedType(typeof(SurfaceReported), "surfaceReported")]
[JsonDerivedType(typeof(BreakerSet), "breakerSet")]
[JsonDerivedType(typeof(BreakerMoved), "breakerMoved")]
[JsonDerivedType(typeof(BreakerInputsObserved), "breakerInputsObserved")]
[JsonDerivedType(typeof(ParametersAnnounced), "parametersAnnounced")]
[JsonDerivedType(typeof(ParametersOverridden), "parametersOverridden")]
[JsonDerivedType(typeof(SettlementAnnounced), "settlementAnnounced")]
[JsonDerivedType(typeof(MarketSettled), "marketSettled")]
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketEvent")]
public abstract record MarketEvent
{
    /// <summary>When the market decided it.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }
}
