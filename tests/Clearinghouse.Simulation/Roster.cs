using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Simulation;

/// <summary>Who takes part in a history. An account that is closed is closed for ever, so somebody new comes in its place.</summary>
internal sealed class Roster(bool hasAuctions)
{
    private readonly HashSet<AccountId> _closed = [];
    private int _newcomers;

    /// <summary>Who trades.</summary>
    public List<AccountId> Traders { get; } = [.. Terms.Accounts];

    /// <summary>Who bids in auctions.</summary>
    public List<AccountId> Liquidators { get; } = hasAuctions ? [.. Terms.Liquidators] : [];

    /// <summary>Everybody who holds positions, but for the pool's own book.</summary>
    public IEnumerable<AccountId> Holders => [.. Traders, Terms.Backstop, .. Liquidators];

    /// <summary>An account was closed.</summary>
    public void Close(AccountId account) => _closed.Add(account);

    /// <summary>Puts newcomers in the place of those who are closed; says who they are.</summary>
    /// <param name="members"><see cref="Traders"/> or <see cref="Liquidators"/>.</param>
    public IReadOnlyList<AccountId> Replace(List<AccountId> members)
    {
        var newcomers = new List<AccountId>();
        for (var i = 0; i < members.Count; i++)
        {
            if (!_closed.Contains(members[i])) continue;
            members[i] = AccountId.Create($"newcomer-{++_newcomers}");
            newcomers.Add(members[i]);
        }

        return newcomers;
    }
}
