using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Accounts;
using Clearinghouse.Grains.Risk;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>What an account confirms to its pool, the pool forgets: so nothing may be confirmed that is lost with the activation.</summary>
public sealed class TransferConfirmationTests(PostgresFixture postgres)
{
    /// <summary>Of two transfers the second is booked while the first is being written. The first is written and the silo dies before the second is: what was confirmed is on disk.</summary>
    [Fact]
    public async Task A_transfer_that_comes_while_another_is_being_written_is_not_confirmed_with_it()
    {
        await using var cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, DefaultsFixture.Settings);
        var floor = await TradingFloor.OpenAsync(cluster, "confirm", traders: 1, deposit: 10m);
        var account = AccountId.Create(floor.AccountName(0));
        var grain = cluster.Client.Cluster.GetGrain<IAccountDefaults>(account.Value);
        var store = ClearingCluster.StoreOf(Assert.Single(cluster.Silos));

        store.CloseGate();
        var first = grain.Receive(PoolId.Create(floor.Pool), [Transfer(5, 0)]);
        await BookedAsync(1);
        var second = grain.Receive(PoolId.Create(floor.Pool), [Transfer(6, 5)]);
        await BookedAsync(2);
        store.CutAfter("poolTransferred");
        store.OpenGate();

        var confirmed = await first;
        await Assert.ThrowsAnyAsync<Exception>(() => second);
        Assert.Equal(5, confirmed);
        var durable = new AccountLedger(account);
        await foreach (var segment in cluster.OpenStore().ReadSegmentsAsync(JournalId.ForAccount(account), 1))
            foreach (var (sequence, e) in SegmentPayload.Read<AccountEvent>(segment)) durable.Apply(sequence, e);
        Assert.Equal(confirmed, durable.Path.PoolCursor);

        Task BookedAsync(int transfers) => Eventually.AnswersAsync(
            $"{transfers} transfers are booked", cluster.Client.Cluster.GetGrain<IAccountRisk>(account.Value).GetExposure, exposure => exposure?.PoolTransfers == Amount.FromInteger(transfers));

        PoolTransfer Transfer(long sequence, long previous) => new()
        {
            Pool = PoolId.Create(floor.Pool),
            Sequence = sequence,
            PreviousSequence = previous,
            Account = account,
            Kind = PoolTransferKind.Redemption,
            Amount = Amount.One,
            Closures = [],
        };
    }
}
