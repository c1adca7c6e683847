using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>What an account says of a reservation.</summary>
/// <param name="Refusal">Why not; null when it may be set aside.</param>
/// <param name="Joins">The membership to journal, durably, before the grant is given; null when the account is a member already.</param>
public readonly record struct ReservationDecision(Refusal? Refusal, MarketJoined? Joins);
