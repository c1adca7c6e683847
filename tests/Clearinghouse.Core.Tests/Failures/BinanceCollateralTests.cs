using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Binance, 10 October 2025: collateral was priced by the exchange's own order book, where USDe fell to 0.65 while it could be redeemed at par, and $283M of liquidations had to be made good. Here an asset is priced by its oracles' index with
/// a quorum: the exchange's book is one source of three.
/// </summary>
public sealed class BinanceCollateralTests
{
    private static readonly AssetId Coin = AssetId.Create("usde");
    private static readonly MarketId CoinMarket = MarketId.Create("usde");

    private readonly MarketBuilder _coin = MarketBuilder.Open(
        new MarketParameters
        {
            Risk = new RiskParameters { DailyVolatility = R("0.001") },
            Oracles = new OraclePolicy { Sources = [.. new[] { "venue", "redemption", "reference" }.Select(name => new OracleSource(PrincipalId.Create(name), Ratio.One))], Quorum = 2 },
        },
        "usde");

    private readonly AccountBuilder _alice;

    public BinanceCollateralTests()
    {
        Report(0, "1", "1", "1");
        _alice = new AccountBuilder(Alice, _coin);
        _alice.View.Collateral = new CollateralTerms(Pool, 1, new CollateralPolicy
        {
            Assets = [new() { Asset = Coin, Market = CoinMarket, AverageDailyVolume = A("100000000"), ValueCap = A("50000"), Peg = P("1") }],
            AccountCap = A("80000"),
        });
        _alice.Deposit("1").Do(_alice.DecideDeposit(Coin, "10000"));
    }

    [Theory]
    [InlineData("0.65")]
    [InlineData("0.000001")]
    [InlineData("1000")]
    public void OneSource_MovesNeitherPriceNorHaircut(string venue)
    {
        var before = _alice.Statement().Collateral!;
        Report(1, venue, "1", "1");
        var after = _alice.Statement().Collateral!;
        Assert.Equal((P("1"), Start.AddSeconds(1)), (_coin.Ledger.Snapshot!.IndexPrice, _coin.Ledger.Snapshot.ObservedAt));
        Assert.Equal((before.Lines[0].MarketValue, before.Value), (after.Lines[0].MarketValue, after.Value));
        Assert.Equal(before.Lines[0].Terms, after.Lines[0].Terms);
    }

    [Fact]
    public void OneSourceAlone_IsNoQuorum_AndItsPriceIsNeverAdopted()
    {
        // The others have gone silent; what the one says can't be withdrawn against.
        for (var seconds = 60; seconds < 600; seconds += 60) Report(seconds, "0.65");
        Assert.Equal(P("1"), _coin.Ledger.Snapshot!.IndexPrice);
        Assert.True(_coin.Ledger.Snapshot.IsStaleAt(_coin.Now));
        Assert.Equal(A("10000"), _alice.Statement().Collateral!.Lines[0].MarketValue);
    }

    [Fact]
    public void ADepegThatAQuorumSees_LowersTheValueByPriceAndHaircut()
    {
        var before = _alice.Statement().Collateral!;
        Report(1, "0.95", "0.95", "1");
        var after = _alice.Statement().Collateral!;
        Assert.Equal(A("9500"), after.Lines[0].MarketValue);
        Assert.True(DepegOf(after) > DepegOf(before));
        Assert.True(before.Value - after.Value > A("500"));

        static Amount DepegOf(CollateralValuation valued) => valued.Lines[0].Terms.Single(term => term.Reason == HaircutReason.Depeg).Amount;
    }

    /// <summary>What the venue, the redemption and the reference say, in this order; those left out say nothing.</summary>
    private void Report(int seconds, params string[] prices)
    {
        _coin.Now = Start.AddSeconds(seconds);
        foreach (var (source, price) in new[] { "venue", "redemption", "reference" }.Zip(prices))
        {
            var command = new ReportOracle(Header($"{source}-{seconds}", sender: source), _coin.Now, P(price), Ratio.One);
            var decision = MarketDecider.Decide(_coin.Ledger, _coin.Clearing.Oracles, _coin.Clearing.Marks, command, _coin.Now);
            _coin.Clearing.Take(command);
            _coin.Do(decision);
        }
    }
}
