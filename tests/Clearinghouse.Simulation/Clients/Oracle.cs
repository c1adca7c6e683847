using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Simulation.Clients;

/// <summary>Moves the prices of a world that is not calm, and reports them; where portfolios are auctioned it falls silent at times, until marks are stale and longer.</summary>
internal sealed class Oracle(World world, Client client, Func<CommandHeader> header, Func<bool> runsAuctions, bool isCalm)
{
    /// <summary>The time between two reports.</summary>
    public const int EveryTicks = 15;

    private const int ShockOneIn = 10;
    private const int ShockTicks = 60;
    private const int SilentOneIn = 12;
    private const int ShortestSilenceTicks = 70;
    private const int SilenceTicks = 60;

    private readonly Dictionary<MarketId, Price> _prices = Terms.Markets.ToDictionary(market => market, _ => Terms.FirstPrice);
    private readonly Dictionary<MarketId, long> _silentUntil = [];

    /// <summary>The price of a market.</summary>
    public Price PriceOf(MarketId market) => _prices[market];

    /// <summary>The next price of a market; nobody hears of it while the oracle is silent.</summary>
    public void Move(MarketId market)
    {
        if (!isCalm) _prices[market] = Clamp(_prices[market] + Ticks(world.Draw(ShockOneIn) == 0 ? ShockTicks * (world.Draw(2) == 0 ? 1 : -1) : world.Draw(17) - 8));
        if (runsAuctions() && world.Draw(SilentOneIn) == 0) _silentUntil[market] = world.Tick + ShortestSilenceTicks + world.Draw(SilenceTicks);
        if (_silentUntil.GetValueOrDefault(market) <= world.Tick) Report(market);
    }

    /// <summary>Reports the price as it is.</summary>
    public void Report(MarketId market, Action? then = null)
    {
        var report = new ReportPrices(header(), world.Now, _prices[market], []);
        client.Tell(market, report, (ledger, now) => MarketDecider.Decide(ledger, new MarkBook(), report, now), then);
    }

    /// <summary>So many ticks of the price.</summary>
    public static Price Ticks(int count) => Price.FromRaw(Terms.Tick.Raw * count);

    /// <summary>A price within the bounds of this world.</summary>
    public static Price Clamp(Price price) => Price.Max(Price.FromInteger(50), Price.Min(Price.FromInteger(200), price));
}
