using System.Text.Json.Serialization;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Core.Commands;

/// <summary>The types of the canonical encoding.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = false)]
[JsonSerializable(typeof(MarketEvent))]
[JsonSerializable(typeof(AccountEvent))]
[JsonSerializable(typeof(PoolEvent))]
[JsonSerializable(typeof(MarketLedgerState))]
[JsonSerializable(typeof(AccountLedgerState))]
[JsonSerializable(typeof(PoolLedgerState))]
[JsonSerializable(typeof(ScenarioSet))]
[JsonSerializable(typeof(Deposit))]
[JsonSerializable(typeof(Withdraw))]
[JsonSerializable(typeof(SetMarginTerms))]
[JsonSerializable(typeof(DepositCollateral))]
[JsonSerializable(typeof(WithdrawCollateral))]
[JsonSerializable(typeof(ConfigureCollateral))]
[JsonSerializable(typeof(ConfigureMarket))]
[JsonSerializable(typeof(ListContract))]
[JsonSerializable(typeof(ReportPrices))]
[JsonSerializable(typeof(ReportOracle))]
[JsonSerializable(typeof(ReportQuotes))]
[JsonSerializable(typeof(ReportSurface))]
[JsonSerializable(typeof(SetBreaker))]
[JsonSerializable(typeof(AnnounceParameters))]
[JsonSerializable(typeof(OverrideParameters))]
[JsonSerializable(typeof(ClearTrade))]
[JsonSerializable(typeof(AccrueFunding))]
[JsonSerializable(typeof(ExpireContract))]
[JsonSerializable(typeof(SettleMarket))]
[JsonSerializable(typeof(AdmitVenue))]
[JsonSerializable(typeof(ContributeFund))]
[JsonSerializable(typeof(ConfigureDefaults))]
[JsonSerializable(typeof(RecoverLoss))]
[JsonSerializable(typeof(BidInAuction))]
[JsonSerializable(typeof(RegisterLiquidator))]
[JsonSerializable(typeof(ConfigureInsurance))]
[JsonSerializable(typeof(StakeInsurance))]
[JsonSerializable(typeof(LeaveFund))]
[JsonSerializable(typeof(RedeemFund))]
[JsonSerializable(typeof(LeaveInsurance))]
[JsonSerializable(typeof(RedeemInsurance))]
[JsonSerializable(typeof(ConfigureFund))]
[JsonSerializable(typeof(SetAffiliates))]
[JsonSerializable(typeof(ReviewFund))]
[JsonSerializable(typeof(ConfigureLimits))]
[JsonSerializable(typeof(ExpelVenue))]
[JsonSerializable(typeof(ConsentToPort))]
[JsonSerializable(typeof(PortVenue))]
internal sealed partial class CanonicalJsonContext : JsonSerializerContext;
