using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Something that happened to an account. The account's journal is the sequence of these, and its ledger their fold.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(AccountActivated), "accountActivated")]
[JsonDerivedType(typeof(Deposited), "deposited")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(CollateralDeposited), "collateralDeposited")]
[JsonDerivedType(typeof(CollateralWithdrawn), "collateralWithdrawn")]
[JsonDerivedType(typeof(MarketJoined), "marketJoined")]
[JsonDerivedType(typeof(LegApplied), "legApplied")]
[JsonDerivedType(typeof(FundingSettled), "fundingSettled")]
[JsonDerivedType(typeof(MarginTermsSet), "marginTermsSet")]
[JsonDerivedType(typeof(MarginCalled), "marginCalled")]
[JsonDerivedType(typeof(MarginRestored), "marginRestored")]
[JsonDerivedType(typeof(BookOpened), "bookOpened")]
[JsonDerivedType(typeof(RiskStateChanged), "riskStateChanged")]
[JsonDerivedType(typeof(CloseOutOrdered), "closeOutOrdered")]
[JsonDerivedType(typeof(CloseOutAnswered), "closeOutAnswered")]
[JsonDerivedType(typeof(PoolTransferred), "poolTransferred")]
[JsonDerivedType(typeof(CollateralSeized), "collateralSeized")]
[JsonDerivedType(typeof(AuctionChanged), "auctionChanged")]
[JsonDerivedType(typeof(AccountPorted), "accountPorted")]
[JsonDerivedType(typeof(ExpulsionBegun), "expulsionBegun")]
[JsonDerivedType(typeof(LossClaimed), "lossClaimed")]
[JsonDerivedType(typeof(GainOffered), "gainOffered")]
[JsonDerivedType(typeof(GainKept), "gainKept")]
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountEvent")]
public abstract record AccountEvent
{
    /// <summary>When the account decided it.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }
}
