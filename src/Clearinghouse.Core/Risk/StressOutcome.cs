using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Risk;

/// <summary>What a stress event would do to a set of accounts, in money and floating point.</summary>
/// <param name="Scenario">The event.</param>
/// <param name="Losses">Sum of all losses; profits of others are not taken off.</param>
/// <param name="Uncovered">What accounts would owe beyond all they have: what funds would have to bear if nothing were closed on the way.</param>
/// <param name="UnderWater">How many accounts would owe more than they have.</param>
/// <param name="WorstAccount">The one that would owe most; null for none.</param>
/// <param name="WorstUncovered">What that one would owe.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.StressOutcome")]
public sealed record StressOutcome(
    [property: Id(0)] string Scenario,
    [property: Id(1)] double Losses,
    [property: Id(2)] double Uncovered,
    [property: Id(3)] int UnderWater,
    [property: Id(4)] AccountId? WorstAccount,
    [property: Id(5)] double WorstUncovered)
{
    /// <summary>The outcome for two sets together.</summary>
    public StressOutcome Plus(StressOutcome other)
    {
        var worst = WorstUncovered >= other.WorstUncovered ? this : other;
        return new(Scenario, Losses + other.Losses, Uncovered + other.Uncovered, UnderWater + other.UnderWater, worst.WorstAccount, worst.WorstUncovered);
    }
}
