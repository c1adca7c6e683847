using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Tests.Builders;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

public sealed class ReservationLawTests
{
    /// <summary>
    /// Margin is asked for the worst that trades in flight can lead to. So while prices stand still, an account that was covered stays covered whichever of its
    /// granted trades are novated, in whatever order.
    /// </summary>
    [Fact]
    public void GrantedTrades_WhicheverAreNovated_LeaveTheAccountCovered() =>
        Gen.Select(Gen.Int[-60, 60], Trade.List[1, 25], Gen.Int).Sample((held, trades, seed) =>
        {
            var market = MarketBuilder.Trading(new() { FeeRate = Numbers.R("0.0005") });
            var alice = new AccountBuilder(Alice, market).Deposit("100");
            if (held != 0) Novate(market, alice, market.Begin(Submit(market, held, 0)));
            Assert.True(alice.Statement().IsInitialCovered);

            var granted = trades.Select(trade => market.Begin(Submit(market, trade.Lots, trade.Ticks))).Where(trade => alice.TryReserve(SideOf(trade))).ToArray();
            new Random(seed).Shuffle(granted);
            foreach (var (trade, isNovated) in granted.Zip(trades.Select(trade => trade.IsNovated)))
            {
                if (isNovated) Novate(market, alice, trade);
                else alice.Book.Release(Btc, trade.Trade.Key);
                Assert.True(alice.StatementOfPositions().IsInitialCovered, $"{alice.StatementOfPositions().FreeCollateral} free after {trade.Trade}");
            }

            Assert.Equal(0, alice.Book.Count);
        }, iter: 500);

    private static readonly Gen<(int Lots, int Ticks, bool IsNovated)> Trade = Gen.Select(Gen.Int[-60, 60].Where(lots => lots != 0), Gen.Int[-8, 8], Gen.Bool);

    private static Core.Commands.ClearTrade Submit(MarketBuilder market, int lots, int ticks)
    {
        var (quantity, price) = ($"{Math.Abs(lots) / 10m}", $"{100 + (ticks / 2m)}");
        return lots > 0 ? market.Trade(quantity, price) : market.Trade(quantity, price, buyer: Bob, seller: Alice);
    }

    private static Core.Clearing.Reservation SideOf(InFlightTrade trade) => trade.Trade.Buyer == Alice ? trade.Buyer : trade.Seller;

    private static void Novate(MarketBuilder market, AccountBuilder alice, InFlightTrade trade)
    {
        market.Finish(trade);
        alice.Take(market.LastLegOf(Alice));
    }
}
