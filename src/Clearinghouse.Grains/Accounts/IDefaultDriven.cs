using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Accounts;

/// <summary>An account's activation, as <see cref="DefaultDrive"/> needs it.</summary>
internal interface IDefaultDriven
{
    /// <summary>The fold of its journal.</summary>
    AccountLedger Ledger { get; }

    /// <summary>What it has set aside.</summary>
    ReservationBook Reservations { get; }

    /// <summary>The time to decide by.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Applies and appends events that are durable together or not at all; returns the sequence of the first.</summary>
    long Append(ImmutableArray<AccountEvent> events);

    /// <summary>Ends when everything appended is durable.</summary>
    Task WhenDurable();

    /// <summary>Fetches the legs of a market that have not arrived.</summary>
    Task CatchUp(MarketId market);

    /// <summary>Fetches the transfers of the pool that have not arrived.</summary>
    Task CatchUpWithPool();
}
