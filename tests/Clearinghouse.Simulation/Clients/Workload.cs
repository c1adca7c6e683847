using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Simulation.Clients;

/// <summary>
/// What clients do: open the markets, then trade, move money, report prices and repeat themselves, in the same words and in others. In a calm world prices stand still and trades are made at
/// them, so that at any time every account must be covered.
/// </summary>
internal sealed class Workload
{
    /// <summary>The longest time between two commands.</summary>
    public const int LongestPauseTicks = 8;

    private const int ExpiresAtTick = 700;
    private const int QuietReports = 35;

    private readonly World _world;
    private readonly Client _client;
    private readonly DefaultPolicy _policy;
    private readonly bool _isCalm;
    private readonly int _commands;
    private readonly Roster _roster;
    private readonly Oracle _oracle;
    private readonly Bidders _bidders;
    private readonly List<(MarketId Market, ClearTrade Trade)> _trades = [];
    private readonly List<Action> _payments = [];
    private readonly DateTimeOffset _expiry;
    private long _sequence;
    private Action _opened = () => { };
    private int _openings;
    private int _sent;
    private int _registered;

    public Workload(World world, Client client, Roster roster, IReadOnlyDictionary<AccountId, long> auctions, DefaultPolicy policy, bool isCalm, int commands)
    {
        (_world, _client, _roster, _policy, _isCalm, _commands) = (world, client, roster, policy, isCalm, commands);
        _oracle = new Oracle(world, client, () => Header("oracle"), () => auctions.Count > 0, isCalm);
        _bidders = new Bidders(world, client, roster, auctions, bidder => Header(bidder.Value));
        _expiry = world.Now.AddSeconds(ExpiresAtTick);
    }

    /// <summary>True when every command was sent.</summary>
    public bool IsDone => _openings == 0 && _sent >= _commands;

    /// <summary>Starts; says when the markets are open and every account has something.</summary>
    public void Begin(Action opened)
    {
        _opened = opened;
        foreach (var market in Terms.Markets) Open(market);
        foreach (var account in _roster.Traders)
        {
            _openings++;
            Endow(account, Opened);
        }

        if (!_isCalm) OpenDefaults();
    }

    /// <summary>Keeps prices fresh once the world is healed: positions are closed at marks that are.</summary>
    public void KeepPrices()
    {
        foreach (var market in Terms.Markets)
            for (var report = 1; report <= QuietReports; report++) _world.After(report * Oracle.EveryTicks, () => _oracle.Report(market));
    }

    /// <summary>Makes everybody write something: an activation that was replaced finds out only then.</summary>
    public void TouchAll()
    {
        foreach (var market in Terms.Markets) _oracle.Report(market, () => { });
        foreach (var account in _isCalm ? _roster.Traders : _roster.Holders) Fund(account, () => { });
        _client.Contribute(new ContributeFund(Header("sponsor"), PoolFund.Insurance, Amount.One));
    }

    /// <summary>Tries whether the cluster still clears: a trade that nothing speaks against.</summary>
    public void TryOut(MarketId market)
    {
        var (buyer, seller) = (AccountId.Create("tryout-buyer"), AccountId.Create("tryout-seller"));
        var trade = new ClearTrade(Terms.Venues[0], TradeId.Create($"tryout-{market}"), ++_sequence, Terms.ContractOf(market, "perp"), buyer, seller, _oracle.PriceOf(market), Quantity.One);
        Fund(buyer, () => Fund(seller, () => _oracle.Report(market, () => _client.Clear(market, trade))));
    }

    /// <summary>Where prices move, the pool deals with defaults: a backstop, funds, and little of each, so that losses go far.</summary>
    private void OpenDefaults()
    {
        _openings += 2;
        _client.Deposit(Terms.Backstop, new Deposit(Header(Terms.Backstop.Value), Terms.Pool, Amount.FromInteger(1_000)), Opened);
        var configure = new ConfigureDefaults(Header("operator"), _policy);
        _client.Tell(configure, (node, answer) => node.Configure(configure, answer), Opened);
        foreach (var venue in Terms.Venues) Contribute(PoolFund.DefaultFund, venue);
        Contribute(PoolFund.House);
        foreach (var liquidator in _roster.Liquidators)
        {
            _openings++;
            Register(liquidator, Opened);
        }
    }

    private void Endow(AccountId account, Action? then = null) => _client.Deposit(account, new Deposit(Header(account.Value), Terms.Pool, Amount.FromInteger(400)), then);

    /// <summary>A liquidator with a little money: enough to bid, and to fall with what it bought.</summary>
    private void Register(AccountId account, Action then)
    {
        var register = new RegisterLiquidator(Header("operator"), account, Terms.VenueOf(_registered++));
        Endow(account);
        _client.Tell(register, (node, answer) => node.Register(register, answer), then);
    }

    private void Contribute(PoolFund fund, VenueId? venue = null) => _client.Contribute(new ContributeFund(Header("sponsor"), fund, Amount.FromInteger(1 + _world.Draw(15)), venue));

    /// <summary>Something came back of a default, or of one that there never was.</summary>
    private void Recover()
    {
        var recover = new RecoverLoss(Header("operator"), OwnNames.DefaultOf(Pick(_roster.Traders), 1 + _world.Draw(3)), Amount.FromInteger(1 + _world.Draw(60)));
        _payments.Add(() => _client.Tell(recover, (node, answer) => node.Recover(recover, answer)));
        _client.Tell(recover, (node, answer) => node.Recover(recover, answer));
    }

    private void Open(MarketId market)
    {
        _openings++;
        var configure = new ConfigureMarket(Header("operator"), Terms.Pool, Terms.Parameters);
        _client.Tell(market, configure, (ledger, now) => MarketDecider.Decide(ledger, configure, now), () =>
        {
            foreach (var contract in Terms.ContractsOf(market, _expiry))
            {
                _openings++;
                var list = new ListContract(Header("operator"), contract);
                _client.Tell(market, list, (ledger, now) => MarketDecider.Decide(ledger, list, now), Opened);
            }

            KeepPricing(market);
            Opened();
        });
    }

    private void Opened()
    {
        if (--_openings > 0) return;
        _opened();
        Continue();
    }

    private void KeepPricing(MarketId market)
    {
        if (IsDone) return;
        _oracle.Move(market);
        _world.After(Oracle.EveryTicks, () => KeepPricing(market));
    }

    private void Fund(AccountId account, Action then) => _client.Deposit(account, new Deposit(Header(account.Value), Terms.Pool, Amount.FromInteger(1000)), then);

    private void Continue()
    {
        if (_sent++ >= _commands) return;
        foreach (var newcomer in _roster.Replace(_roster.Traders)) Endow(newcomer);
        foreach (var newcomer in _roster.Replace(_roster.Liquidators)) Register(newcomer, () => { });
        if (_policy.Auction is not null && !_isCalm) _bidders.Act();
        Do(_world.Draw(100));
        _world.After(1 + _world.Draw(LongestPauseTicks), Continue);
    }

    private void Do(int dice)
    {
        var (market, account) = (Pick(Terms.Markets), Pick(_roster.Traders));
        switch (dice)
        {
            case < 55: Trade(market, account); break;
            case < 65 when _trades.Count > 0: RepeatTrade(); break;
            case < 75: Deposit(account); break;
            case < 85: Withdraw(account); break;
            case < 90 when _payments.Count > 0: _payments[_world.Draw(_payments.Count)](); break;
            case < 93 when !_isCalm: AccrueFunding(market); break;
            case < 95: _client.Contribute(new ContributeFund(Header("sponsor"), PoolFund.Insurance, Amount.FromInteger(1 + _world.Draw(9)))); break;
            case < 96 when !_isCalm: Recover(); break;
            case < 98 when _world.Now >= _expiry: Expire(market); break;
            default: Trade(market, account); break;
        }
    }

    private void Trade(MarketId market, AccountId buyer)
    {
        var others = _roster.Traders.FindAll(account => account != buyer);
        var contract = Terms.ContractOf(market, _world.Draw(4) switch { 0 => "future", 1 => "tenth", _ => "perp" });
        var price = _isCalm ? _oracle.PriceOf(market) : Oracle.Clamp(_oracle.PriceOf(market) + Oracle.Ticks(_world.Draw(9) - 4));
        var quantity = Quantity.FromRaw(Terms.Lot.Raw * (1 + _world.Draw(200)));
        var trade = new ClearTrade(Pick(Terms.Venues), TradeId.Create($"t{++_sequence}"), _sequence, contract, buyer, Pick(others), price, quantity);
        _trades.Add((market, trade));
        _client.Clear(market, trade);
    }

    /// <summary>In the same words, or with another quantity under the same id.</summary>
    private void RepeatTrade()
    {
        var (market, trade) = _trades[_world.Draw(_trades.Count)];
        _client.Clear(market, _world.Draw(3) > 0 ? trade : trade with { Quantity = trade.Quantity + Terms.Lot });
    }

    private void Deposit(AccountId account)
    {
        var deposit = new Deposit(Header(account.Value), Terms.Pool, Amount.FromRaw(1 + _world.Draw(int.MaxValue)) + Amount.FromInteger(_world.Draw(50)));
        _payments.Add(() => _client.Deposit(account, deposit));
        _payments.Add(() => _client.Deposit(account, deposit with { Amount = deposit.Amount + Amount.One }));
        _client.Deposit(account, deposit);
    }

    private void Withdraw(AccountId account)
    {
        var withdraw = new Withdraw(Header(account.Value), Amount.FromInteger(1 + _world.Draw(250)));
        _payments.Add(() => _client.Withdraw(account, withdraw));
        _client.Withdraw(account, withdraw);
    }

    private void AccrueFunding(MarketId market)
    {
        var accrue = new AccrueFunding(Header("operator"), Terms.ContractOf(market, _world.Draw(2) == 0 ? "perp" : "tenth"), Ratio.FromPpm(_world.Draw(4001) - 2000));
        _client.Tell(market, accrue, (ledger, now) => MarketDecider.Decide(ledger, accrue, now));
    }

    private void Expire(MarketId market)
    {
        var expire = new ExpireContract(Header("operator"), Terms.ContractOf(market, "future"), _oracle.PriceOf(market));
        _client.Tell(market, expire, (ledger, now) => MarketDecider.Decide(ledger, expire, now));
    }

    private CommandHeader Header(string sender)
    {
        _sequence++;
        return new CommandHeader(PrincipalId.Create(sender), CommandId.Create($"c{_sequence}"), _sequence);
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_world.Draw(from.Count)];
}
