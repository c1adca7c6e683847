namespace Clearinghouse.Core.Tests.Builders;

/// <summary>What may happen in a <see cref="World"/>.</summary>
internal enum WorldStepKind
{
    Begin,
    Novate,
    Drop,
    Report,
    Accrue,
    Deposit,
    Withdraw,
    Expire,
    CollectFees,
    Contribute,
}
