using System.Collections.Immutable;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Journals;
using Clearinghouse.Grains.Markets;
using Clearinghouse.Storage;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Pools;

/// <summary>A clearing pool: its money is a fold of its journal, its register of members and markets is cold state.</summary>
[Reentrant, GrainType("pool")]
public sealed class ClearingPoolGrain : LedgerGrain<PoolEvent, PoolLedgerState>, IClearingPoolGrain, IPoolClearing
{
    private readonly IPersistentState<PoolRegistry> _registry;
    private Task _registryTurn = Task.CompletedTask;
    private readonly ShardTotals _uncovered = new();
    private PoolLedger _ledger;

    /// <summary>A pool over what the silo provides.</summary>
    public ClearingPoolGrain(
        LedgerGrainContext context,
        [PersistentState(LedgerSnapshot.StateName, GrainStorageNames.Snapshots)] IPersistentState<LedgerSnapshot> snapshot,
        [PersistentState("registry", GrainStorageNames.Cold)] IPersistentState<PoolRegistry> registry)
        : base(context, snapshot)
    {
        _registry = registry;
        Pool = PoolId.Create(this.GetPrimaryKeyString());
        _ledger = new PoolLedger(Pool);
    }

    /// <inheritdoc/>
    protected override JournalId JournalName => JournalId.ForPool(Pool);

    /// <inheritdoc/>
    protected override StreamId? Stream => null;

    private PoolId Pool { get; }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Admit(AdmitVenue command)
    {
        if (string.IsNullOrEmpty(command.Venue.Value)) return CommandOutcome.Refused(new Refusal(RefusalCode.RequestInvalid) { Subject = "venue" });
        var (key, fingerprint) = ($"{command.Header.Sender}/{command.Header.Id}", CanonicalEncoding.Fingerprint(command));
        return await InTurn(async () =>
        {
            if (_registry.State.Commands.TryGetValue(key, out var known))
                return new CommandOutcome(known == fingerprint ? CommandStatus.Exists : CommandStatus.ExistsWithDifferentContent, 0);
            _registry.State.Venues[command.Venue.Value] = command.IsActive;
            _registry.State.Commands[key] = fingerprint;
            await _registry.WriteStateAsync();
            return new CommandOutcome(CommandStatus.Created, 0);
        });
    }

    /// <inheritdoc/>
    public Task<bool> IsMember(VenueId venue) => InTurn(() => Task.FromResult(_registry.State.Venues.TryGetValue(venue.Value, out var isActive) && isActive));

    /// <inheritdoc/>
    public Task<CommandOutcome> Contribute(ContributeFund command)
    {
        Journal.ThrowIfFailed();
        return Commit(PoolDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> ConfigureCollateral(ConfigureCollateral command)
    {
        Journal.ThrowIfFailed();
        return Commit(PoolDecider.Decide(_ledger, command, Now));
    }

    /// <inheritdoc/>
    public async Task<CollateralTerms?> GetCollateral()
    {
        var terms = _ledger.Collateral;
        await Journal.WhenDurable();
        return terms;
    }

    /// <inheritdoc/>
    public async Task<PoolSummary> GetSummary()
    {
        var summary = await InTurn(() => Task.FromResult(new PoolSummary(
            Pool,
            _registry.State.Venues.ToImmutableSortedDictionary(pair => VenueId.Create(pair.Key), pair => pair.Value),
            [.. _registry.State.Markets.Select(MarketId.Create)],
            _ledger.Funds.ToImmutableSortedDictionary(),
            _ledger.Contributions)));
        await Journal.WhenDurable();
        return summary;
    }

    /// <inheritdoc/>
    public Task Register(MarketId market) => InTurn(async () =>
    {
        if (_registry.State.Markets.Add(market.Value)) await _registry.WriteStateAsync();
        return true;
    });

    /// <inheritdoc/>
    public async Task CollectFees(MarketId market, long sequence, Amount cumulativeFees)
    {
        Journal.ThrowIfFailed();
        if (PoolDecider.Collect(_ledger, market, sequence, cumulativeFees, Now) is { } collected) Append(collected);
        await Journal.WhenDurable();
    }

    /// <inheritdoc/>
    public Task ReportUncovered(int shard, Amount uncovered)
    {
        _uncovered.Set(shard, uncovered);
        var funds = _ledger.LossFunds;
        Ratio? depletion = funds.IsPositive ? Rational.Clamp(Rational.From(_uncovered.Total) / Rational.From(funds), 0, 1).Round<Ratio>(Rounding.Ceiling) : null;
        foreach (var market in _registry.State.Markets) GrainFactory.GetGrain<IMarketClearing>(market).ReportDepletion(depletion).Ignore();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override long Restore(PoolLedgerState? state)
    {
        _ledger = state is null ? new PoolLedger(Pool) : PoolLedger.FromState(state);
        return _ledger.Sequence + 1;
    }

    /// <inheritdoc/>
    protected override void Fold(long sequence, PoolEvent e) => _ledger.Apply(sequence, e);

    /// <inheritdoc/>
    protected override PoolLedgerState Capture() => _ledger.ToState();

    /// <summary>The register is written whole, one write at a time, and not shown while it is being written. A failed write leaves it unknown, so the activation ends.</summary>
    private async Task<T> InTurn<T>(Func<Task<T>> work)
    {
        var (before, done) = (_registryTurn, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _registryTurn = done.Task;
        await before;
        try
        {
            return await work();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            done.SetResult();
        }
    }
}
