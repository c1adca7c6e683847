using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>What an account says of a reservation.</summary>
/// <param name="Refusal">Why not; null when it may be set aside.</param>
/// <param name="Joins">The membership to journal, durably, before the grant is given; null when the account is a member already.</param>
/// <param name="Opens">The opening of the pool's own book to journal before that; null when it is open, or the account is no such book.</param>
public readonly record struct ReservationDecision(Refusal? Refusal, MarketJoined? Joins, BookOpened? Opens = null);
