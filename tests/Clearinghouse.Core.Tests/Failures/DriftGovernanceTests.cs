using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>
/// Drift, 1 April 2026: whoever held two of five keys listed a coin of his own, backed by a pool of $500, as collateral, switched the limits off, and took about $285M out within twelve minutes. Here what loosens waits for the delay that
/// stands, the delay's own end included; a new asset counts for nothing and grows by a set amount a day; and what may leave within an hour is limited whatever collateral counts for. Only tightening holds at once.
/// </summary>
public sealed class DriftGovernanceTests
{
    private static readonly AssetId Fake = AssetId.Create("own-coin");

    private static readonly LimitPolicy Careful = new()
    {
        Hourly = new(R("0.01"), A("1000")),
        Daily = new(R("0.1"), A("1000")),
        LooseningDelaySeconds = 2 * 86_400,
        CollateralCapPerDay = A("100000"),
    };

    private readonly PoolBuilder _pool = new PoolBuilder().Limit(Careful);

    [Fact]
    public void TwelveMinutes_WithAllKeys_ChangeNothing()
    {
        Configure(Listing("1000000000000"));
        _pool.Limit(new LimitPolicy());
        _pool.Wait(TimeSpan.FromMinutes(12));
        Assert.Null(_pool.Ledger.Collateral);
        Assert.Equal(Careful, _pool.Ledger.Rules.Limits!.Policy);

        // What is on its way can be seen by everybody, and stopped by whoever may tighten.
        Assert.Equal(Start.AddDays(2), _pool.Ledger.Rules.Changes.Collateral!.At);
        _pool.Limit(Careful with { TransferMarginRate = R("0.2") });
        Assert.Null(_pool.Ledger.Rules.Changes.Limits);
        Assert.Equal("1000000", _pool.Ask("drain", A("285000000"), A("100000000")).Refusal!.Limit);
    }

    [Fact]
    public void NewAsset_CountsForNothingAtFirst_AndGrowsBySteps()
    {
        Configure(Listing("1000000000000"));
        _pool.Wait(TimeSpan.FromDays(2));
        Assert.Equal(Amount.Zero, CapNow());
        Assert.Equal(A("50000"), After(TimeSpan.FromHours(12)));
        Assert.Equal(A("100000"), After(TimeSpan.FromHours(12)));
    }

    [Fact]
    public void Cap_Lowered_HoldsAtOnce_AndRaisedAgainGrowsFromThere()
    {
        Configure(Listing("150000"));
        _pool.Wait(TimeSpan.FromDays(2)).Wait(TimeSpan.FromDays(5));
        Assert.Equal(A("150000"), CapNow());
        Configure(Listing("20000"));
        Assert.Equal(A("20000"), CapNow());
        Configure(Listing("150000"));
        _pool.Wait(TimeSpan.FromDays(2));
        Assert.Equal(A("20000"), CapNow());
        Assert.Equal(A("120000"), After(TimeSpan.FromDays(1)));
        Assert.Equal(A("150000"), After(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Delay_CantBeSwitchedOffSoonerThanItself()
    {
        _pool.Limit(Careful with { LooseningDelaySeconds = 0 }).Wait(TimeSpan.FromDays(1));
        Configure(Listing("1"));
        Assert.Null(_pool.Ledger.Collateral);
        _pool.Wait(TimeSpan.FromDays(1));
        Assert.Equal(0, _pool.Ledger.Rules.Limits!.Policy.LooseningDelaySeconds);
        Assert.Null(_pool.Ledger.Collateral); // asked for while the delay stood
        _pool.Wait(TimeSpan.FromDays(1));
        Assert.NotNull(_pool.Ledger.Collateral);
    }

    private static CollateralPolicy Listing(string cap) => new()
    {
        Assets = [new() { Asset = Fake, Market = Btc, AverageDailyVolume = A("1000000"), ValueCap = A(cap) }],
        AccountCap = A("1000000000"),
    };

    private void Configure(CollateralPolicy policy) => _pool.Do(PoolDecider.Decide(_pool.Ledger, new ConfigureCollateral(_pool.NextHeader(), policy), _pool.Now));

    private Amount After(TimeSpan span)
    {
        _pool.Wait(span);
        return CapNow();
    }

    private Amount CapNow() => _pool.Ledger.Rules.Changes.CappedAt(_pool.Ledger.Collateral!, _pool.Ledger.Rules.Limits!.Policy.CollateralCapPerDay, _pool.Now).Policy.Find(Fake)!.ValueCap;
}
