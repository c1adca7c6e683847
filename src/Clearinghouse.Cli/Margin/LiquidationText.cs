using Clearinghouse.Cli.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Margin;

/// <summary>A liquidation plan for people.</summary>
internal static class LiquidationText
{
    /// <summary>Writes where the plan leads, its steps, and what it passes over.</summary>
    public static void Write(CliOutput output, LiquidationPlan plan)
    {
        output.WriteTable($"liquidation of {plan.Account}: {DefaultWords.Of(plan.Outcome)}", Totals(plan));
        foreach (var (step, i) in plan.Steps.Select((step, i) => (step, i))) output.WriteTable($"step {i + 1}", RowsOf(step));
        if (!plan.Rejected.IsEmpty) output.WriteTable("not done, or not by itself", plan.Rejected.Select(rejected => (string.Join(" with ", rejected.Contracts), ReasonOf(rejected))));
    }

    private static IEnumerable<(string Label, string Value)> Totals(LiquidationPlan plan)
    {
        yield return ("to restore", DefaultWords.Of(plan.Target));
        yield return ("equity / required before", $"{plan.EquityBefore} / {plan.RequiredBefore}");
        if (plan.Steps.IsEmpty) yield break;
        yield return ("equity / required after", $"{plan.EquityAfter} / {plan.RequiredAfter}");
        yield return ("expected cost", plan.ExpectedCost.ToString());
        if (plan.ExpectedShortfall.IsPositive) yield return ("expected loss beyond the account", plan.ExpectedShortfall.ToString());
    }

    private static IEnumerable<(string Label, string Value)> RowsOf(LiquidationStep step)
    {
        foreach (var leg in step.Legs) yield return ($"{(leg.IsSale ? "sell" : "buy")} {leg.Contract}", $"{leg.Quantity.Abs()} at about {leg.Price}, the mark is {leg.Mark}; costs {leg.Cost}, {leg.Penalty} of it penalty");
        yield return ("equity / required", $"{step.EquityBefore} / {step.RequiredBefore} → {step.EquityAfter} / {step.RequiredAfter}");
    }

    private static string ReasonOf(RejectedAlternative rejected)
    {
        var reason = DefaultWords.Of(rejected.Reason);
        return rejected.Cost is { } cost ? $"{reason}: {cost} for equity {rejected.Equity} / required {rejected.Required}" : reason;
    }
}
