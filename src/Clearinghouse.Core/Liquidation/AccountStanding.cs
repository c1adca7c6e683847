using System.Runtime.InteropServices;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What the margin engine says to an account in the course of a plan.</summary>
/// <param name="Equity">Equity.</param>
/// <param name="Requirement">The requirement of the target, without buffer.</param>
/// <param name="Required">The equity at which the account is at its target.</param>
/// <param name="Risk">
/// The requirement without its floors, and without profit that is held back. A floor on gross positions falls when a leg of a hedge is cut, while what the account can lose rises: only this shows it.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AccountStanding(Amount Equity, Amount Requirement, Amount Required, Amount Risk)
{
    private const double RiskTolerance = 1e-9;

    /// <summary>How far the account is from its target; negative above it.</summary>
    public Amount Short => Required - Equity;

    /// <summary>Asks the account's own policy.</summary>
    public static AccountStanding Of(LiquidationRequest request, MarginInput input)
    {
        var statement = request.Policy.Evaluate(input);
        var isInitial = request.Terms.Target == LiquidationTarget.Initial;
        var requirement = isInitial ? statement.InitialMargin : statement.MaintenanceMargin;
        var risk = requirement;
        foreach (var part in statement.Parts)
            if (part.Kind is MarginComponentKind.GrossFloor or MarginComponentKind.LeverageLimit or MarginComponentKind.UnrealisedProfit) risk -= isInitial ? part.Initial : part.Maintenance;
        return new AccountStanding(statement.Equity, requirement, request.Terms.RequiredOf(statement), risk);
    }

    /// <summary>Whether neither requirement nor risk is above those of before. Risk comes from floating point, and may differ by as much.</summary>
    public bool IsNoRiskierThan(AccountStanding before) =>
        Requirement <= before.Requirement && Risk.ToDouble() <= before.Risk.ToDouble() + (RiskTolerance * Math.Abs(before.Requirement.ToDouble()));
}
