using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What a policy tells of a statement when somebody reads it, and nobody decides by: most statements are asked only whether they are covered.</summary>
internal interface IMarginDetail
{
    /// <summary>The requirement of one contract by itself, at the worse end to which trades in flight can lead.</summary>
    (Amount Initial, Amount Maintenance) StandAlone(ContractExposure exposure);

    /// <summary>The scenario that hurts most, for people; null for policies without scenarios, and when nothing hurts.</summary>
    string? WorstScenarioOf(MarginInput input);
}
