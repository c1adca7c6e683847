using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Risk;

/// <summary>What a stress event would do to a set of accounts, in money and floating point, were nothing closed on the way.</summary>
/// <param name="Scenario">The event.</param>
/// <param name="Venue">The venue that brought the accounts; null for all accounts of all venues.</param>
/// <param name="Losses">Sum of all losses; profits of others are not taken off.</param>
/// <param name="Uncovered">What accounts would owe beyond all they have: what funds would have to bear.</param>
/// <param name="UnderWater">How many accounts would owe more than they have.</param>
/// <param name="WorstAccount">The one that would owe most; null for none.</param>
/// <param name="WorstUncovered">What that one would owe.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.StressOutcome")]
public sealed record StressOutcome(
    [property: Id(0)] string Scenario,
    [property: Id(1)] VenueId? Venue,
    [property: Id(2)] double Losses,
    [property: Id(3)] double Uncovered,
    [property: Id(4)] int UnderWater,
    [property: Id(5)] AccountId? WorstAccount,
    [property: Id(6)] double WorstUncovered)
{
    /// <summary>Nobody lost anything yet.</summary>
    public static StressOutcome None(string scenario, VenueId? venue) => new(scenario, venue, 0, 0, 0, null, 0);

    /// <summary>The outcome with one account more.</summary>
    /// <param name="account">The account.</param>
    /// <param name="profit">Its profit in the event; negative for a loss.</param>
    /// <param name="equityAfter">What it has afterwards; negative for what it owes.</param>
    public StressOutcome With(AccountId account, double profit, double equityAfter)
    {
        var losses = Losses + Math.Max(0, -profit);
        if (equityAfter >= 0) return this with { Losses = losses };
        var isWorst = -equityAfter > WorstUncovered;
        return new(Scenario, Venue, losses, Uncovered - equityAfter, UnderWater + 1, isWorst ? account : WorstAccount, Math.Max(WorstUncovered, -equityAfter));
    }

    /// <summary>The outcome for two sets together.</summary>
    public StressOutcome Plus(StressOutcome other)
    {
        var worst = WorstUncovered >= other.WorstUncovered ? this : other;
        return new(Scenario, Venue, Losses + other.Losses, Uncovered + other.Uncovered, UnderWater + other.UnderWater, worst.WorstAccount, worst.WorstUncovered);
    }
}
