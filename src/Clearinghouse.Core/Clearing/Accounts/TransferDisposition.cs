namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>What an account does with a transfer of its pool.</summary>
/// <param name="Event">The event to append; null for none.</param>
/// <param name="IsGap">True when a transfer before it is missing.</param>
public readonly record struct TransferDisposition(PoolTransferred? Event, bool IsGap);
