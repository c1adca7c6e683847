using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Breakers;

/// <summary>A market's breaker as the fold of its journal: the state, and the prices that moves are measured from. Its memory is bounded. Times of prices must not go back.</summary>
public sealed record MarketBreaker
{
    /// <summary>The window of the drawdown, in seconds.</summary>
    public const int DaySeconds = 86_400;

    /// <summary>Where it stands.</summary>
    public required BreakerState State { get; init; }

    /// <summary>One window of prices per length, the shortest first.</summary>
    public ImmutableArray<PriceWindow> Windows { get; init; } = [];

    /// <summary>The last index price; null before the first.</summary>
    public Price? IndexPrice { get; init; }

    /// <summary>When that was observed.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>A breaker that has seen nothing.</summary>
    public static MarketBreaker StartingAt(DateTimeOffset at) => new() { State = BreakerState.NormalSince(at) };

    /// <summary>The window of a length; empty when no price was folded into one.</summary>
    public PriceWindow WindowOf(int seconds)
    {
        foreach (var window in Windows)
            if (window.Seconds == seconds) return window;
        return new PriceWindow { Seconds = seconds };
    }

    /// <summary>The breaker after a price. It moves no level.</summary>
    /// <param name="policy">The policy; windows that it no longer names are dropped.</param>
    /// <param name="observedAt">When the price was observed.</param>
    /// <param name="price">The index price.</param>
    /// <param name="confidence">How sure the oracles are; null where one reporter says all.</param>
    /// <param name="priceMaxAgeSeconds">The age at which the price before went stale.</param>
    public MarketBreaker Observe(BreakerPolicy policy, DateTimeOffset observedAt, Price price, Ratio? confidence, int priceMaxAgeSeconds)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var since = State.LiquidationDeferredSince;
        if (since is null && ObservedAt is { } last && observedAt > last.AddSeconds(priceMaxAgeSeconds)) since = last.AddSeconds(priceMaxAgeSeconds);
        var isDeferred = State.Level == BreakerLevel.Halted || (confidence is { } sure && policy.OracleDoubt.LevelOf(Ratio.One - sure) >= BreakerLevel.ReduceOnly);
        return this with
        {
            State = State with { LiquidationDeferredSince = isDeferred ? since ?? observedAt : null },
            Windows = [.. policy.Windows.Select(window => window.Seconds).Append(DaySeconds).Distinct().Order().Select(seconds => WindowOf(seconds).With(observedAt, price))],
            IndexPrice = price,
            ObservedAt = observedAt,
        };
    }

    /// <summary>
    /// The breaker after a move. A halt takes a new reference, when it begins and when it ends: moves are measured from the price at that time, so that what halted the market once does not halt it again.
    /// </summary>
    public MarketBreaker Move(BreakerPolicy policy, BreakerTransition transition, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(transition);
        var moved = this with { State = State.After(transition, policy, at) };
        if (transition.To == BreakerLevel.Halted) moved = moved with { State = moved.State with { LiquidationDeferredSince = State.LiquidationDeferredSince ?? at } };
        if (transition.From != BreakerLevel.Halted && transition.To != BreakerLevel.Halted) return moved;
        return IndexPrice is { } price && ObservedAt is { } observedAt ? moved with { Windows = [.. Windows.Select(window => window.Restart(observedAt, price))] } : moved;
    }

    /// <summary>The breaker after an operator's demand; null withdraws the last one. It moves no level. A halt demanded lifts the bar that an earlier one left.</summary>
    public MarketBreaker Demand(BreakerDemand? demand) => this with
    {
        State = State with { Demand = demand, HaltBarredUntil = demand?.Level == BreakerLevel.Halted ? null : State.HaltBarredUntil },
    };
}
