using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>What a pool keeps of defaults: its policy, who stands behind them, what became of each. A part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolDefaults")]
public sealed record PoolDefaults
{
    /// <summary>A pool without policy, fund or default.</summary>
    public static PoolDefaults None { get; } = new();

    /// <summary>How defaults are dealt with; null while nothing is configured.</summary>
    [Id(0)] public DefaultTerms? Terms { get; init; }

    /// <summary>The members of the default fund.</summary>
    [Id(1)] public ImmutableSortedDictionary<VenueId, MemberFund> Members { get; init; } = ImmutableSortedDictionary<VenueId, MemberFund>.Empty;

    /// <summary>Every default.</summary>
    [Id(2)] public ImmutableSortedDictionary<DefaultId, DefaultCase> Cases { get; init; } = ImmutableSortedDictionary<DefaultId, DefaultCase>.Empty;

    /// <summary>Transfers that not all accounts of their event have confirmed, in order.</summary>
    [Id(3)] public ImmutableArray<PoolTransfer> Unconfirmed { get => field.IsDefault ? [] : field; init; }

    /// <summary>All transfers, by account.</summary>
    [Id(4)] public ImmutableSortedDictionary<AccountId, TransferTotal> Transfers { get; init; } = ImmutableSortedDictionary<AccountId, TransferTotal>.Empty;

    /// <summary>Collateral taken over from defaulters and not sold, in units.</summary>
    [Id(5)] public ImmutableSortedDictionary<AssetId, Quantity> Inventory { get; init; } = ImmutableSortedDictionary<AssetId, Quantity>.Empty;

    /// <summary>Who may bid in auctions.</summary>
    [Id(6)] public ImmutableSortedDictionary<AccountId, Liquidator> Liquidators { get; init; } = ImmutableSortedDictionary<AccountId, Liquidator>.Empty;

    /// <summary>The member, or one that has paid nothing in.</summary>
    public MemberFund MemberOf(VenueId venue) => Members.GetValueOrDefault(venue) ?? new MemberFund(venue);

    /// <summary>With a member changed.</summary>
    internal PoolDefaults With(MemberFund member) => this with { Members = Members.SetItem(member.Venue, member) };

    /// <summary>With another transfer to an account. An account has at most one per event: what one event brings several times is added up.</summary>
    internal PoolDefaults With(PoolTransfer transfer)
    {
        var before = Transfers.GetValueOrDefault(transfer.Account) ?? new TransferTotal(0, Amount.Zero);
        var total = Transfers.SetItem(transfer.Account, new TransferTotal(transfer.Sequence, before.Total + transfer.Amount));
        if (before.LastSequence != transfer.Sequence) return this with { Unconfirmed = Unconfirmed.Add(transfer with { PreviousSequence = before.LastSequence }), Transfers = total };
        var same = Unconfirmed.Single(known => known.Account == transfer.Account && known.Sequence == transfer.Sequence);
        return this with { Unconfirmed = Unconfirmed.Replace(same, same with { Amount = same.Amount + transfer.Amount, Closures = LegClosure.Together(same.Closures, transfer.Closures) }), Transfers = total };
    }
}
