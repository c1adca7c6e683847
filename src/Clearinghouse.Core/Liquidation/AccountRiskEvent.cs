using System.Text.Json.Serialization;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>An account moved on the path from margin call to the end of a default, or off it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(MarginCallIssued), "marginCallIssued")]
[JsonDerivedType(typeof(LiquidationBegun), "liquidationBegun")]
[JsonDerivedType(typeof(LiquidationStepTaken), "liquidationStepTaken")]
[JsonDerivedType(typeof(AccountDefaulted), "accountDefaulted")]
[JsonDerivedType(typeof(AccountRecovered), "accountRecovered")]
[JsonDerivedType(typeof(AccountClosed), "accountClosed")]
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountRiskEvent")]
public abstract record AccountRiskEvent
{
    /// <summary>When it was decided.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>The call that it belongs to: 1, 2, 3, … of the account. A liquidation that no call went before has a number of its own.</summary>
    [Id(1)] public required long Call { get; init; }

    /// <summary>The numbers that caused it.</summary>
    [Id(2)] public required RiskReading Reading { get; init; }
}
