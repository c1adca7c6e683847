using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Risk;
using Clearinghouse.Simulation.Audit;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>
/// The activations that run, as virtual actors: a message to a name finds an activation, or makes one. At times there are two of one name.
/// </summary>
internal sealed class Cluster : IMarketView
{
    private readonly World _world;
    private readonly Roster _roster;
    private readonly Dictionary<string, List<Node>> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<MarketId, MarketSnapshot> _board = [];
    private DefaultTerms? _defaults;

    public Cluster(World world, Roster roster, Sabotage sabotage)
    {
        (_world, _roster, Sabotage) = (world, roster, sabotage);
        Disk = new Disk(world, hasFence: sabotage != Sabotage.NoFence);
        Ambush = new Ambush(world, this);
    }

    public Disk Disk { get; }

    public Sabotage Sabotage { get; }

    public Ambush Ambush { get; }

    public PledgeWitness Witness { get; } = new();

    /// <summary>Auctions that run, as far as anybody has heard, by account.</summary>
    public SortedDictionary<AccountId, long> Auctions { get; } = [];

    /// <summary>How many activations died so far.</summary>
    public int Deaths => _nodes.Values.SelectMany(nodes => nodes).Count(node => !node.IsAlive);

    /// <summary>Every activation that is alive.</summary>
    public IEnumerable<Node> Alive => _nodes.Values.SelectMany(nodes => nodes).Where(node => node.IsAlive);

    public MarketSnapshot? Find(MarketId market) => _board.GetValueOrDefault(market);

    public DefaultTerms? FindDefaults(PoolId pool) => _defaults;

    /// <summary>Hangs a durable snapshot up on the one board of this small cluster. Where the pool deals with defaults, accounts look at themselves, as their shards would have them do.</summary>
    public void Post(MarketSnapshot snapshot)
    {
        if (Find(snapshot.Market) is not { } hanging || hanging.Version < snapshot.Version) _board[snapshot.Market] = snapshot;
        if (_defaults is null) return;
        foreach (var account in _roster.Holders) SendToAccount(account, node => node.Drive());
    }

    /// <summary>Tells whoever listens of a durable event of an account.</summary>
    public void Post(AccountId account, AccountEvent e)
    {
        if (e is AuctionChanged { Change: AuctionOpened opened }) Auctions[account] = opened.Auction;
        if (e is AuctionChanged { Change: AuctionEnded }) Auctions.Remove(account);
        if (e is RiskStateChanged { Change: AccountClosed }) _roster.Close(account);
    }

    /// <summary>Hangs the pool's durable terms up.</summary>
    public void Post(DefaultTerms? terms)
    {
        if (terms is not null && !(terms.Version < _defaults?.Version)) _defaults = terms;
    }

    /// <summary>What accounts hold as far as anybody knows now: those that sleep or whose prices are missing are left out, as are the pool's own book and a defaulter.</summary>
    public MarginBaskets BasketsBut(DefaultClaim claim, IMarginPolicy policy) => MarginBaskets.Of(
        _roster.Holders
            .Where(account => account != claim.Account)
            .Select(account => NodesOf($"account/{account}").FindLast(node => node.IsAlive))
            .OfType<AccountNode>()
            .Select(node => AccountExposure.Of(node.Ledger).ToInput(this))
            .OfType<MarginInput>(),
        policy,
        claim.TakenOver);

    public void SendToMarket(MarketId market, Action<MarketNode> message) => Send($"market/{market}", () => new MarketNode(_world, this, market), message);

    public void SendToAccount(AccountId account, Action<AccountNode> message) => Send($"account/{account}", () => new AccountNode(_world, this, account), message);

    public void SendToPool(PoolId pool, Action<PoolNode> message) => Send($"pool/{pool}", () => new PoolNode(_world, this, pool), message);

    /// <summary>Starts another activation of a name beside the one that runs: what a cluster does that lost sight of a silo.</summary>
    public void StartSecond(Node first)
    {
        Node second = first switch
        {
            MarketNode market => new MarketNode(_world, this, market.Market),
            AccountNode account => new AccountNode(_world, this, account.Account),
            PoolNode pool => new PoolNode(_world, this, pool.Pool),
            _ => throw new InvalidOperationException(first.Address),
        };
        _world.Note($"{first.Address} has a second activation");
        NodesOf(first.Address).Add(second);
    }

    /// <summary>Kills whatever runs under a name.</summary>
    public void Kill(string address, string why)
    {
        foreach (var node in NodesOf(address).FindAll(known => known.IsAlive)) node.Die(why);
    }

    /// <summary>Once nothing is under way: no activation owes, holds or lacks anything.</summary>
    /// <exception cref="SimulationFailureException">One does.</exception>
    public void CheckQuiet(FoldedPool durable)
    {
        foreach (var nodes in _nodes.Values) nodes.FindLast(node => node.IsAlive)?.CheckQuiet(durable);
    }

    private void Send<T>(string address, Func<T> activate, Action<T> message)
        where T : Node => _world.Send(() =>
    {
        var nodes = NodesOf(address);
        if (!nodes.Exists(known => known.IsAlive)) nodes.Add(activate());
        var alive = nodes.FindAll(known => known.IsAlive);
        var node = (T)alive[_world.IsHealed ? alive.Count - 1 : _world.Draw(alive.Count)];
        node.Hear(() => message(node));
    });

    private List<Node> NodesOf(string address)
    {
        if (!_nodes.TryGetValue(address, out var nodes)) _nodes[address] = nodes = [];
        return nodes;
    }
}
