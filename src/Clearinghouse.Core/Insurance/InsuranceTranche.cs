using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>
/// An insurance tranche: money that underwriters staked, in shares. Premium and losses change what a share is worth, alike for all; who joins or leaves changes it for nobody, but for what rounding leaves to
/// those who are in. A fold of <see cref="TrancheEvent"/>s. A loss of all its money ends all shares; the tranche then begins anew.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.InsuranceTranche")]
public sealed record InsuranceTranche
{
    /// <summary>Its name, unique in the pool.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The order in which tranches lose: the lowest number first.</summary>
    [Id(1)] public required int Seniority { get; init; }

    /// <summary>Its rules.</summary>
    [Id(2)] public TrancheTerms Terms { get; init; } = new();

    /// <summary>Its money.</summary>
    [Id(3)] public Amount Assets { get; init; }

    /// <summary>Shares by holder; all positive.</summary>
    [Id(4)] public ImmutableSortedDictionary<AccountId, Quantity> Holders { get; init; } = ImmutableSortedDictionary<AccountId, Quantity>.Empty;

    /// <summary>All shares: the sum over holders.</summary>
    [Id(5)] public Quantity Shares { get; init; }

    /// <summary>Requests to leave that were not redeemed yet, by number.</summary>
    [Id(6)] public ImmutableSortedDictionary<long, LeaveRequest> Leaving { get; init; } = ImmutableSortedDictionary<long, LeaveRequest>.Empty;

    /// <summary>The number of the last request to leave; 0 before the first.</summary>
    [Id(7)] public long LastRequest { get; init; }

    /// <summary>Defaults that are running.</summary>
    [Id(8)] public ImmutableSortedSet<DefaultId> Running { get; init; } = [];

    /// <summary>Since when at least one default has been running; null while none is.</summary>
    [Id(9)] public DateTimeOffset? FrozenSince { get; init; }

    /// <summary>Losses that were not wholly recovered, by default.</summary>
    [Id(10)] public ImmutableSortedDictionary<DefaultId, TrancheLoss> Losses { get; init; } = ImmutableSortedDictionary<DefaultId, TrancheLoss>.Empty;

    /// <summary>What a share is worth, exactly: assets over shares; null without shares.</summary>
    [JsonIgnore]
    public AmountFraction? SharePrice => Shares.IsZero ? null : new AmountFraction(Assets, Shares * Price.One);

    /// <summary>What so many shares would be paid out at, rounded down to 10^-16 in favour of those who stay.</summary>
    /// <param name="shares">At most all of them, and not none of none.</param>
    public Amount ValueOf(Quantity shares) => Assets.ProRate(shares, Shares, Rounding.Floor);

    /// <summary>The shares of a holder that it has not asked to take out.</summary>
    public Quantity StayingOf(AccountId account) =>
        Leaving.Values.Where(request => request.Account == account).Aggregate(Holders.GetValueOrDefault(account), (left, request) => left - request.Shares);

    /// <summary>The tranche after an event.</summary>
    /// <exception cref="InvalidOperationException">The event does not follow from this state: a bug, or a journal of something else.</exception>
    public InsuranceTranche Apply(TrancheEvent happened)
    {
        var after = happened switch
        {
            TrancheStaked staked => this with
            {
                Assets = Assets + staked.Amount,
                Shares = Shares + staked.Shares,
                Holders = Holders.SetItem(staked.Account, Holders.GetValueOrDefault(staked.Account) + staked.Shares),
            },
            PremiumReceived premium => this with { Assets = Assets + premium.Amount },
            TrancheFrozen frozen => this with { Running = Running.Add(frozen.Default), FrozenSince = FrozenSince ?? frozen.At },
            TrancheReleased released => Release(released),
            LossBorne loss => Bear(loss),
            LossRecovered recovered => Recover(recovered),
            LeaveRequested leave => this with { Leaving = Leaving.Add(leave.Request.Request, leave.Request), LastRequest = leave.Request.Request },
            StakeRedeemed redeemed => Redeem(redeemed),
            _ => throw new InvalidOperationException($"A tranche knows no {happened?.GetType().Name}."),
        };
        return after.Assets.IsNegative || after.Shares.IsNegative || after.Shares.IsZero != after.Assets.IsZero
            ? throw new InvalidOperationException($"Tranche {Name} would hold {after.Assets} in {after.Shares} shares.")
            : after;
    }

    private InsuranceTranche Release(TrancheReleased released)
    {
        var running = Running.Remove(released.Default);
        if (!running.IsEmpty || FrozenSince is not { } since) return this with { Running = running };

        // The cooldown stood still from the start of the first default, or from the request when that came later.
        var leaving = Leaving.Values.Select(request => request with { ReadyAt = request.ReadyAt + (released.At - (request.RequestedAt > since ? request.RequestedAt : since)) });
        return this with { Running = running, FrozenSince = null, Leaving = leaving.ToImmutableSortedDictionary(request => request.Request, request => request) };
    }

    private InsuranceTranche Bear(LossBorne loss)
    {
        // Nobody joins or leaves while the default runs, so a second loss of it is from the same holders.
        var known = Losses.GetValueOrDefault(loss.Default) ?? new TrancheLoss(Amount.Zero, Amount.Zero, Holders);
        var after = this with { Assets = Assets - loss.Amount, Losses = Losses.SetItem(loss.Default, known with { Lost = known.Lost + loss.Amount }) };
        return after.Assets.IsZero ? after with { Shares = Quantity.Zero, Holders = Holders.Clear(), Leaving = Leaving.Clear() } : after;
    }

    private InsuranceTranche Recover(LossRecovered recovered)
    {
        var loss = Losses[recovered.Default];
        var after = loss with { Recovered = loss.Recovered + recovered.Amount };
        var isOver = after.Recovered == after.Lost && !Running.Contains(recovered.Default);
        return this with { Losses = isOver ? Losses.Remove(recovered.Default) : Losses.SetItem(recovered.Default, after) };
    }

    private InsuranceTranche Redeem(StakeRedeemed redeemed)
    {
        var request = Leaving[redeemed.Request];
        var left = Holders[request.Account] - request.Shares;
        return this with
        {
            Assets = Assets - redeemed.Payment.Amount,
            Shares = Shares - request.Shares,
            Holders = left.IsZero ? Holders.Remove(request.Account) : Holders.SetItem(request.Account, left),
            Leaving = Leaving.Remove(redeemed.Request),
        };
    }
}
