using System.Numerics;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation.Audit;

/// <summary>
/// What every account must have, computed from what was asked for and stands in the journals: trades, prices, payments. Fees, funding, settlements and profits are computed anew, in order,
/// without the ledgers.
/// </summary>
internal sealed class Prediction
{
    private const int PpmPerOne = 1_000_000;

    private readonly Dictionary<(AccountId, ContractId), NaivePosition> _positions = [];
    private readonly Dictionary<AccountId, BigInteger> _paidIn = [];
    private readonly Dictionary<ContractId, (BigInteger Multiplier, BigInteger FundingIndex, BigInteger Price)> _contracts = [];

    private readonly Dictionary<TradeId, CloseOut> _closeOuts = [];

    /// <summary>The prediction for a disk.</summary>
    public Prediction(Disk disk)
    {
        foreach (var order in disk.Journals.Where(journal => journal.Kind == "account").SelectMany(journal => disk.Read<AccountEvent>(journal)).Select(read => read.Event).OfType<CloseOutOrdered>())
            foreach (var trade in order.Order.Trades) _closeOuts[trade.TradeId] = trade;
        foreach (var market in Terms.Markets)
        {
            BigInteger price = 0;
            foreach (var (_, e) in disk.Read<MarketEvent>(JournalId.ForMarket(market)))
            {
                if (e is SnapshotPublished published) price = published.IndexPrice.Raw;
                else See(e, price);
            }

            foreach (var contract in _contracts.Keys.Where(contract => contract.Value.StartsWith(market.Value, StringComparison.Ordinal)).ToList())
                _contracts[contract] = _contracts[contract] with { Price = price };
        }

        foreach (var journal in disk.Journals.Where(journal => journal.Kind == "account"))
            _paidIn[AccountId.Create(journal.Key)] = disk.Read<AccountEvent>(journal).Aggregate(BigInteger.Zero, (sum, read) => sum + Paid(read.Event));
    }

    /// <summary>Contracts of an account; negative short.</summary>
    public BigInteger QuantityOf(AccountId account, ContractId contract) => _positions.GetValueOrDefault((account, contract))?.Quantity ?? 0;

    /// <summary>What an account's open contracts cost.</summary>
    public BigInteger CostOf(AccountId account, ContractId contract) => _positions.GetValueOrDefault((account, contract))?.Cost ?? 0;

    /// <summary>An account's cash if all funding were settled now: the same whenever it really is.</summary>
    public BigInteger CashOf(AccountId account) => PositionsOf(account).Aggregate(
        _paidIn.GetValueOrDefault(account), (sum, held) => sum + held.Position.Cash - held.Position.FundingOwed(_contracts[held.Contract].FundingIndex));

    /// <summary>Cash and unrealised profit, less the initial margin of every position: negative if the account took a trade or a payment that it could not cover.</summary>
    public BigInteger FreeCollateralOf(AccountId account) => PositionsOf(account).Aggregate(CashOf(account), (sum, held) =>
    {
        var value = held.Position.ValueAt(_contracts[held.Contract].Price);
        return sum + value - held.Position.Cost - NaivePosition.CeilingDivide(BigInteger.Abs(value) * Terms.Parameters.InitialMarginRate.Ppm, PpmPerOne);
    });

    private IEnumerable<(ContractId Contract, NaivePosition Position)> PositionsOf(AccountId account) =>
        _positions.Where(pair => pair.Key.Item1 == account).Select(pair => (pair.Key.Item2, pair.Value));

    private void See(MarketEvent e, BigInteger price)
    {
        switch (e)
        {
            case ContractListed { Command.Contract: var contract }:
                _contracts[contract.Id] = (contract.Multiplier.Raw, 0, 0);
                break;
            case TradeCleared { Trade: var trade } when trade.Venue == OwnNames.Venue:
                // Who is closed pays the penalty, whoever takes it over pays nothing.
                var (closed, penalty) = (_closeOuts[trade.TradeId].Account, _closeOuts[trade.TradeId].Penalty.Raw);
                Fill(trade.Buyer, trade.Contract, trade.Quantity.Raw, trade.Price.Raw, trade.Buyer == closed ? penalty : 0);
                Fill(trade.Seller, trade.Contract, -trade.Quantity.Raw, trade.Price.Raw, trade.Seller == closed ? penalty : 0);
                break;
            case TradeCleared { Trade: var trade }:
                var fee = FeeOf(trade.Quantity.Raw, _contracts[trade.Contract].Multiplier, trade.Price.Raw);
                Fill(trade.Buyer, trade.Contract, trade.Quantity.Raw, trade.Price.Raw, fee);
                Fill(trade.Seller, trade.Contract, -trade.Quantity.Raw, trade.Price.Raw, fee);
                break;
            case FundingAccrued { Command: var accrue }:
                var known = _contracts[accrue.Contract];
                _contracts[accrue.Contract] = known with { FundingIndex = known.FundingIndex + FundingOf(price, accrue.Rate) };
                break;
            case ContractSettled { Command: var expire }:
                foreach (var (account, position) in _positions.Where(pair => pair.Key.Item2 == expire.Contract).Select(pair => (pair.Key.Item1, pair.Value)).ToList())
                    Fill(account, expire.Contract, -position.Quantity, expire.IndexPrice.Raw, 0);
                break;
        }
    }

    private void Fill(AccountId account, ContractId contract, BigInteger quantity, BigInteger price, BigInteger fee)
    {
        var (multiplier, index, _) = _contracts[contract];
        if (!_positions.TryGetValue((account, contract), out var position)) _positions[(account, contract)] = position = new NaivePosition(multiplier);
        position.Fill(quantity, price, index, fee);
    }

    private static BigInteger FeeOf(BigInteger quantity, BigInteger multiplier, BigInteger price) =>
        NaivePosition.CeilingDivide(quantity * multiplier / 100_000_000 * price * Terms.Parameters.FeeRate.Ppm, PpmPerOne);

    /// <summary>By how much a rate moves the funding index.</summary>
    public static BigInteger FundingOf(BigInteger price, Ratio rate) => HalfEvenDivide(price * rate.Ppm, PpmPerOne);

    private static BigInteger HalfEvenDivide(BigInteger dividend, BigInteger divisor)
    {
        var twice = (2 * dividend) + divisor;
        var floor = FloorDivide(twice, 2 * divisor);
        var isTie = (twice % (2 * divisor)).IsZero;
        return isTie && !floor.IsEven ? floor - 1 : floor;
    }

    private static BigInteger FloorDivide(BigInteger dividend, BigInteger divisor) => -NaivePosition.CeilingDivide(-dividend, divisor);

    /// <summary>What an event that is no trade moved to an account; negative from it.</summary>
    public static BigInteger Paid(AccountEvent e) => e switch
    {
        Deposited deposited => deposited.Command.Amount.Raw,
        Withdrawn withdrawn => -(BigInteger)withdrawn.Command.Amount.Raw,
        PoolTransferred transferred => transferred.Transfer.Amount.Raw,
        _ => 0,
    };
}
