using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Defaults.Stories;

/// <summary>
/// A default from the margin call to the last recovery: which prices were used, what was closed and by whom it was taken over, who paid what and why. Made from journals alone (<see cref="DefaultStoryBuilder"/>), so that whoever
/// has them can tell it again.
/// </summary>
public sealed record DefaultStory
{
    /// <summary>The default.</summary>
    public required DefaultId Default { get; init; }

    /// <summary>The defaulter.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The pool; null when the account's journal does not say.</summary>
    public required PoolId? Pool { get; init; }

    /// <summary>Its moves on the path, from the call or the liquidation that led here.</summary>
    public required ImmutableArray<StoryState> States { get; init; }

    /// <summary>What was closed for it, in order.</summary>
    public required ImmutableArray<StoryOrder> Orders { get; init; }

    /// <summary>Collateral that the pool took over; null for none.</summary>
    public SeizedCollateral? Seized { get; init; }

    /// <summary>The auction of the portfolio: when it was open, who bid, what was given; empty for none.</summary>
    public ImmutableArray<StoryAuction> Auction { get => field.IsDefault ? [] : field; init; }

    /// <summary>What was owed; null while the loss is not allocated.</summary>
    public DefaultClaim? Claim { get; init; }

    /// <summary>Who bears it, by layer; null while the loss is not allocated.</summary>
    public WaterfallPlan? Plan { get; init; }

    /// <summary>Where the allocation stands in the pool's journal; 0 before it.</summary>
    public long AllocatedSequence { get; init; }

    /// <summary>When the loss was allocated; null before.</summary>
    public DateTimeOffset? AllocatedAt { get; init; }

    /// <summary>The proof of the deleveraging among the layers; null for none.</summary>
    public DeleveragingCertificate? Certificate { get; init; }

    /// <summary>What is wrong with the certificate, checked when the story was made; empty when it holds, or there is none.</summary>
    public required ImmutableArray<string> CertificateFaults { get; init; }

    /// <summary>Money moved between the pool and accounts, in the order of the pool's journal.</summary>
    public required ImmutableArray<PoolTransfer> Transfers { get; init; }

    /// <summary>What came back, in order.</summary>
    public required ImmutableArray<StoryRecovery> Recoveries { get; init; }

    /// <summary>Snapshots of the defaulter's markets meanwhile, in order; empty where no market's journal was read.</summary>
    public ImmutableArray<StoryPrice> Prices { get => field.IsDefault ? [] : field; init; }

    /// <summary>When the first of it happened.</summary>
    public DateTimeOffset BegunAt => States.IsEmpty ? AllocatedAt ?? default : States[0].Change.At;

    /// <summary>When the last of it happened.</summary>
    public DateTimeOffset LastAt => ((DateTimeOffset?[])
        [States.LastOrDefault()?.Change.At, Orders.LastOrDefault()?.AnsweredAt, AllocatedAt, Recoveries.LastOrDefault()?.At]).Max() ?? default;

    /// <summary>When the account was declared in default, and why; null when its journal was not read.</summary>
    public AccountDefaulted? Declared => States.Select(state => state.Change).OfType<AccountDefaulted>().FirstOrDefault();

    /// <summary>Where the account stands at the end of what is known.</summary>
    public AccountRiskState? State => States.LastOrDefault()?.State;

    /// <summary>What was lost; zero before it is allocated.</summary>
    public Amount Loss => Plan?.Loss ?? Amount.Zero;

    /// <summary>What no layer covered.</summary>
    public Amount Uncovered => Plan?.Uncovered ?? Amount.Zero;

    /// <summary>What came back in all.</summary>
    public Amount Recovered => Recoveries.Aggregate(Amount.Zero, (sum, recovery) => sum + recovery.Amount);

    /// <summary>The notional closed for the account, at the marks.</summary>
    public Amount NotionalClosed => Orders.Aggregate(Amount.Zero, (sum, order) => sum + order.Notional);

    /// <summary>The penalties that the account paid.</summary>
    public Amount Penalties => Orders.Aggregate(Amount.Zero, (sum, order) => sum + order.Penalties);

    /// <summary>The loss less all postings: zero, or something is wrong.</summary>
    public Amount Residual => Plan?.Residual ?? Amount.Zero;
}
