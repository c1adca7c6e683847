using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Something that happened to a pool's money.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(FeesCollected), "feesCollected")]
[JsonDerivedType(typeof(FundContributed), "fundContributed")]
[JsonDerivedType(typeof(CollateralConfigured), "collateralConfigured")]
[JsonDerivedType(typeof(DefaultsConfigured), "defaultsConfigured")]
[JsonDerivedType(typeof(LossAllocated), "lossAllocated")]
[JsonDerivedType(typeof(DefaultRecovered), "defaultRecovered")]
[JsonDerivedType(typeof(TransfersConfirmed), "transfersConfirmed")]
[JsonDerivedType(typeof(LiquidatorRegistered), "liquidatorRegistered")]
[JsonDerivedType(typeof(InsuranceConfigured), "insuranceConfigured")]
[JsonDerivedType(typeof(InsuranceStaked), "insuranceStaked")]
[JsonDerivedType(typeof(FundNoticeGiven), "fundNoticeGiven")]
[JsonDerivedType(typeof(FundRedeemed), "fundRedeemed")]
[JsonDerivedType(typeof(InsuranceLeaveRequested), "insuranceLeaveRequested")]
[JsonDerivedType(typeof(InsuranceRedeemed), "insuranceRedeemed")]
[JsonDerivedType(typeof(DefaultBegun), "defaultBegun")]
[JsonDerivedType(typeof(DefaultEnded), "defaultEnded")]
[JsonDerivedType(typeof(AssessmentOverdue), "assessmentOverdue")]
[JsonDerivedType(typeof(FundConfigured), "fundConfigured")]
[JsonDerivedType(typeof(AffiliatesSet), "affiliatesSet")]
[JsonDerivedType(typeof(FundReviewed), "fundReviewed")]
[JsonDerivedType(typeof(LimitsConfigured), "limitsConfigured")]
[JsonDerivedType(typeof(TermsTookEffect), "termsTookEffect")]
[JsonDerivedType(typeof(WithdrawalGranted), "withdrawalGranted")]
[JsonDerivedType(typeof(VenueAdmitted), "venueAdmitted")]
[JsonDerivedType(typeof(VenueExpelled), "venueExpelled")]
[JsonDerivedType(typeof(PortConsented), "portConsented")]
[JsonDerivedType(typeof(VenuePorted), "venuePorted")]
[JsonDerivedType(typeof(BookGainReturned), "bookGainReturned")]
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolEvent")]
public abstract record PoolEvent
{
    /// <summary>When the pool decided it.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }
}
