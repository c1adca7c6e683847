using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Defaults;

/// <summary>A default among others.</summary>
/// <param name="Default">The default.</param>
/// <param name="Account">The defaulter.</param>
/// <param name="DeclaredAt">When it was declared.</param>
/// <param name="Cause">Why.</param>
/// <param name="IsClosed">Whether it is over: nothing is open, nothing owed.</param>
/// <param name="Pool">The pool that allocated the loss; null while none did.</param>
/// <param name="Loss">The loss, the defaulter's collateral included; null while it is not allocated.</param>
/// <param name="Uncovered">What no layer covered.</param>
/// <param name="PaidBack">What recoveries have paid back to those who bore it.</param>
public sealed record ListedDefault(DefaultId Default, AccountId Account, DateTimeOffset DeclaredAt, DefaultCause Cause, bool IsClosed, PoolId? Pool, Amount? Loss, Amount? Uncovered, Amount? PaidBack)
{
    /// <summary>A default as its account and, if it has, its pool know it.</summary>
    internal static ListedDefault Of(AccountId account, AccountDefaulted declared, AccountRisk risk, (PoolId Pool, DefaultCase Case)? known) => new(
        declared.Default,
        account,
        declared.At,
        declared.Cause,
        risk.State == AccountRiskState.Closed || risk.Default != declared.Default,
        known?.Pool,
        known?.Case.Plan.Loss,
        known?.Case.Plan.Uncovered,
        known?.Case.PaidBack.Aggregate(Amount.Zero, (sum, paid) => sum + paid));
}
