using System.Numerics;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation.Audit;

/// <summary>What each snapshot of a market said, read from its journal alone.</summary>
internal sealed class MarketPast
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(Terms.Parameters.PriceMaxAgeSeconds);

    private readonly List<Moment> _moments = [];
    private readonly Dictionary<ContractId, BigInteger> _multipliers = [];

    /// <summary>Reads a market's journal.</summary>
    public MarketPast(Disk disk, MarketId market)
    {
        var (funding, settled, price) = (new Dictionary<ContractId, BigInteger>(), new HashSet<ContractId>(), BigInteger.Zero);
        foreach (var (_, e) in disk.Read<MarketEvent>(JournalId.ForMarket(market)))
        {
            switch (e)
            {
                case ContractListed { Command.Contract: var listed }: _multipliers[listed.Id] = listed.Multiplier.Raw; break;
                case FundingAccrued { Command: var accrue }: funding[accrue.Contract] = funding.GetValueOrDefault(accrue.Contract) + Prediction.FundingOf(price, accrue.Rate); break;
                case ContractSettled { Command: var expire }: settled.Add(expire.Contract); break;
                case SnapshotPublished published:
                    price = published.IndexPrice.Raw;
                    _moments.Add(new Moment(published.ObservedAt + MaxAge, price, new(funding), [.. settled]));
                    break;
            }
        }
    }

    /// <summary>What a snapshot said.</summary>
    /// <param name="version">1, 2, 3, …</param>
    public Moment At(long version) => _moments[(int)version - 1];

    /// <summary>What a trade in flight costs at once at a price, when it loses: its fee, and the difference.</summary>
    public BigInteger LossOf(Reservation inFlight, BigInteger price) =>
        inFlight.Fee.Raw + BigInteger.Max(0, new NaivePosition(_multipliers[inFlight.Contract]).ValueOf(inFlight.Quantity.Raw, inFlight.Price.Raw - price));

    /// <summary>Whether some snapshot's price became too old just then.</summary>
    public bool WasStaleFrom(DateTimeOffset time) => _moments.Exists(moment => moment.StaleFrom == time);

    /// <summary>A snapshot.</summary>
    /// <param name="StaleFrom">When its price becomes too old.</param>
    /// <param name="Price">The index, which is every contract's mark in this world.</param>
    /// <param name="Funding">By contract, the funding index.</param>
    /// <param name="Settled">Contracts that trade no more.</param>
    public sealed record Moment(DateTimeOffset StaleFrom, BigInteger Price, Dictionary<ContractId, BigInteger> Funding, HashSet<ContractId> Settled);
}
