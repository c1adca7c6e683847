using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>An <see cref="AccountLedger"/> as data, for snapshots.</summary>
public sealed record AccountLedgerState
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The sequence of the last event folded in.</summary>
    public required long Sequence { get; init; }

    /// <summary>The newest activation's epoch.</summary>
    public required long Epoch { get; init; }

    /// <summary>The pool; null before the first deposit. Not required, because the encoding leaves nulls out.</summary>
    public PoolId? Pool { get; init; }

    /// <summary>Cash.</summary>
    public required Amount Cash { get; init; }

    /// <summary>All deposits.</summary>
    public required Amount Deposits { get; init; }

    /// <summary>All withdrawals.</summary>
    public required Amount Withdrawals { get; init; }

    /// <summary>How the account is margined; null for the default.</summary>
    public MarginTerms? Terms { get; init; }

    /// <summary>The margin call that stands; null for none.</summary>
    public MarginCall? Call { get; init; }

    /// <summary>The venue of the first trade; null before it.</summary>
    public VenueId? HomeVenue { get; init; }

    /// <summary>Markets in order of id.</summary>
    public required ImmutableArray<AccountMarket> Markets { get; init; }

    /// <summary>Collateral beside cash; null for none.</summary>
    public ImmutableSortedDictionary<AssetId, Quantity>? Collateral { get; init; }

    /// <summary>Where the account stands between margin call and the end of a default; null when nothing of the kind happened to it.</summary>
    public AccountPath? Path { get; init; }

    /// <summary>Which venues brought what the account holds; null while all is of its home venue, which stands.</summary>
    public AccountProtocol? Protocol { get; init; }

    /// <summary>Remembered commands.</summary>
    public required CommandWindowState Commands { get; init; }
}
