using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Clearing;

/// <summary>Expiry and funding through the grains: what one side pays the other receives.</summary>
public sealed class SettlementTests(ClearingFixture fixture) : IClassFixture<ClearingFixture>
{
    private ClearingCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task A_future_closes_every_position_at_the_settlement_price()
    {
        var floor = await TradingFloor.OpenAsync(Cluster, "future");
        var expiry = Cluster.Clock.GetUtcNow().AddMinutes(5);
        var future = await ListAsync(floor, new Contract { Id = ContractId.Create("FUT"), Kind = ContractKind.Future, Tick = Price.One, Lot = Quantity.One, Expiry = expiry });
        await floor.ClearedAsync(floor.Trade(1, quantity: 3m) with { Contract = future });
        var early = await floor.Market.Grain.Expire(new ExpireContract(Header("early"), future, Price.FromDecimal(120m)));
        Assert.Equal(RefusalCode.ContractNotExpired, early.Refusal?.Code);

        Cluster.Clock.Advance(TimeSpan.FromMinutes(6));
        var command = new ExpireContract(Header("expire"), future, Price.FromDecimal(120m));
        Assert.Equal(CommandStatus.Created, (await floor.Market.Grain.Expire(command)).Status);
        Assert.Equal(CommandStatus.Exists, (await floor.Market.Grain.Expire(command)).Status);
        await floor.SettledAsync();

        // 3 × (120 − 100) less 3 × 100 × 2 basis points.
        Assert.Equal((Amount.Parse("1000059.94"), Amount.Parse("999939.94")), (await floor.CashAsync(0), await floor.CashAsync(1)));
        Assert.Equal(RefusalCode.ContractExpired, (await floor.ClearAsync(floor.Trade(2) with { Contract = future })).Refusal?.Code);
        var positions = (await floor.Account(0).Grain.GetPositions()).SelectMany(market => market.Positions.Values);
        Assert.All(positions, position => Assert.True(position.Quantity.IsZero && position.EntryValue.IsZero));
        await Cluster.VerifyAsync();
    }

    [Fact]
    public async Task A_call_pays_its_intrinsic_value()
    {
        var floor = await TradingFloor.OpenAsync(Cluster, "call");
        var call = await ListAsync(floor, new Contract
        {
            Id = ContractId.Create("CALL"),
            Kind = ContractKind.Option,
            Right = OptionRight.Call,
            Strike = Price.FromDecimal(100m),
            Multiplier = Quantity.FromInteger(10),
            Tick = Price.Parse("0.01"),
            Lot = Quantity.One,
            Expiry = Cluster.Clock.GetUtcNow().AddMinutes(5),
        });
        await floor.ClearedAsync(floor.Trade(1, quantity: 2m, price: 5m) with { Contract = call });
        Cluster.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True((await floor.Market.Grain.Expire(new ExpireContract(Header("expire"), call, Price.FromDecimal(107m)))).IsDone);
        await floor.SettledAsync();

        // 2 contracts of 10 units: a premium of 5 paid, 7 received, and a fee of 2 basis points of 100.
        Assert.Equal((Amount.Parse("1000039.98"), Amount.Parse("999959.98")), (await floor.CashAsync(0), await floor.CashAsync(1)));
    }

    [Fact]
    public async Task Funding_is_owed_by_index_and_settles_when_the_account_is_touched()
    {
        var floor = await TradingFloor.OpenAsync(Cluster, "funding");
        var perpetual = ContractId.Create(floor.Contract);
        await floor.ClearedAsync(floor.Trade(1, quantity: 10m));
        await floor.SettledAsync();
        var accrual = new AccrueFunding(Header("accrue"), perpetual, Ratio.FromPpm(1_000));
        Assert.Equal(CommandStatus.Created, (await floor.Market.Grain.Accrue(accrual)).Status);
        Assert.Equal(CommandStatus.Exists, (await floor.Market.Grain.Accrue(accrual)).Status);
        var over = await floor.Market.Grain.Accrue(new AccrueFunding(Header("over"), perpetual, Ratio.FromPpm(10_001)));
        Assert.Equal(RefusalCode.FundingRateOutsideCap, over.Refusal?.Code);

        // 10 contracts × 100 × 0.1 %: owed, not yet paid.
        var long0 = await Eventually.AnswersAsync("the new index", floor.Account(0).GetStatementAsync, statement => statement.Margin?.Lines[0].FundingOwed == Amount.One);
        Assert.Equal(Amount.Parse("999999.8"), long0.Margin!.Cash);
        Assert.Equal(Amount.Parse("999998.8"), long0.Margin.Equity);

        // A withdrawal touches the long; a trade touches the short. Each settles what it owes or is owed.
        await floor.CreatedAsync(id => floor.Account(0).WithdrawAsync(id, 10m));
        Assert.Equal(Amount.Parse("999988.8"), await floor.CashAsync(0));
        await floor.ClearedAsync(floor.Trade(2, buyer: 1, seller: 0, quantity: 10m));
        await floor.SettledAsync();
        Assert.Equal(Amount.Parse("1000000.6"), await floor.CashAsync(1));
        await Cluster.VerifyAsync();
    }

    private static async Task<ContractId> ListAsync(TradingFloor floor, Contract contract)
    {
        await floor.CreatedAsync(id => floor.Market.ListAsync(id, contract));
        return contract.Id;
    }

    private static CommandHeader Header(string id) => new(PrincipalId.Create("settler"), CommandId.Create(id), 1);
}
