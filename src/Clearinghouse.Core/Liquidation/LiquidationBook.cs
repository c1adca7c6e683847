using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>An account in the course of a plan: what is left of it, what was closed so far, and what the margin engine says to that.</summary>
internal sealed class LiquidationBook
{
    private const double RiskTolerance = 1e-9;
    private readonly ImmutableSortedDictionary<MarketId, Amount> _closedNotional;
    private Dictionary<ImmutableArray<int>, ClosureSearch>? _searches;

    private LiquidationBook(LiquidationRequest request, ImmutableSortedDictionary<MarketId, MarketLiquidity> markets, MarginInput input, ImmutableArray<Quantity> closed, ImmutableSortedDictionary<MarketId, Amount> closedNotional, SearchEffort effort)
    {
        effort.Statements++;
        Effort = effort;
        _closedNotional = closedNotional;
        (Request, Markets, Input, Closed) = (request, markets, input, closed);
        var statement = request.Policy.Evaluate(input);
        var isInitial = request.Terms.Target == LiquidationTarget.Initial;
        Equity = statement.Equity;
        Requirement = isInitial ? statement.InitialMargin : statement.MaintenanceMargin;
        Required = request.Terms.RequiredOf(statement);
        Risk = Requirement;
        foreach (var part in statement.Parts)
            if (part.Kind is MarginComponentKind.GrossFloor or MarginComponentKind.LeverageLimit or MarginComponentKind.UnrealisedProfit) Risk -= isInitial ? part.Initial : part.Maintenance;
    }

    public LiquidationRequest Request { get; }

    /// <summary>How much was asked of the margin engine in this plan so far.</summary>
    public SearchEffort Effort { get; }

    public ImmutableSortedDictionary<MarketId, MarketLiquidity> Markets { get; }

    public MarginInput Input { get; }

    /// <summary>By exposure, what the plan closed so far; without sign.</summary>
    public ImmutableArray<Quantity> Closed { get; }

    public Amount Equity { get; }

    /// <summary>The requirement of the target, without buffer.</summary>
    public Amount Requirement { get; }

    /// <summary>The equity at which the account is at its target.</summary>
    public Amount Required { get; }

    /// <summary>
    /// The requirement without its floors, and without profit that is held back. A floor on gross positions falls when a leg of a hedge is cut, while what the account can lose rises: only this shows it.
    /// </summary>
    public Amount Risk { get; }

    /// <summary>How far the account is from its target; negative above it.</summary>
    public Amount Short => Required - Equity;

    public static LiquidationBook Of(LiquidationRequest request) => new(
        request,
        request.Markets.ToImmutableSortedDictionary(market => market.Market, market => market),
        request.Input,
        [.. request.Input.Exposures.Select(_ => Quantity.Zero)],
        ImmutableSortedDictionary<MarketId, Amount>.Empty,
        new SearchEffort());

    /// <summary>The search through one candidate, the same whoever asks: what it has looked at is not looked at again.</summary>
    public ClosureSearch SearchOf(ImmutableArray<int> candidate)
    {
        _searches ??= [];
        if (!_searches.TryGetValue(candidate, out var search)) _searches[candidate] = search = new ClosureSearch(this, ClosureSet.Of(this, candidate));
        return search;
    }

    /// <summary>What was closed in a market so far.</summary>
    public Amount ClosedIn(MarketId market) => _closedNotional.GetValueOrDefault(market);

    /// <summary>What is left of a position, without sign.</summary>
    public Quantity LeftOf(int exposure) => Input.Exposures[exposure].Position.Quantity.Abs();

    /// <summary>Whether neither requirement nor risk is above those of before. Risk comes from floating point, and may differ by as much.</summary>
    public bool IsNoRiskierThan(LiquidationBook before) => Requirement <= before.Requirement && Risk.ToDouble() <= before.Risk.ToDouble() + (RiskTolerance * Math.Abs(before.Requirement.ToDouble()));

    /// <summary>The trades that close these quantities together, without sign, by exposure; those of nothing are left out.</summary>
    public ImmutableArray<LiquidationLeg> LegsOf(ImmutableArray<(int Exposure, Quantity Closed)> closures)
    {
        var legs = ImmutableArray.CreateBuilder<LiquidationLeg>(closures.Length);
        foreach (var (exposure, closed) in closures)
        {
            if (closed.IsZero) continue;
            var (held, liquidity) = (Input.Exposures[exposure], Markets[Input.Exposures[exposure].Market]);
            var notional = NotionalIn(closures, held.Market);
            var rate = notional.IsPositive ? ClosingCost.ImpactRate(Request.Terms, liquidity, liquidity.UsedInWindow + ClosedIn(held.Market), notional) : 0;
            legs.Add(ClosingCost.LegOf(Request.Terms, liquidity, held, closed, rate));
        }

        return legs.DrainToImmutable();
    }

    /// <summary>The notional of closures in a market.</summary>
    public Amount NotionalIn(ImmutableArray<(int Exposure, Quantity Closed)> closures, MarketId market)
    {
        var sum = Amount.Zero;
        foreach (var (exposure, closed) in closures)
            if (Input.Exposures[exposure].Market == market) sum += Input.Exposures[exposure].NotionalOf(closed);
        return sum;
    }

    /// <summary>The account after these closures: at the mark, less what they cost.</summary>
    public LiquidationBook After(ImmutableArray<(int Exposure, Quantity Closed)> closures)
    {
        var (exposures, closed, notional) = (Input.Exposures.ToBuilder(), Closed.ToBuilder(), _closedNotional);
        var cash = Input.Cash;
        foreach (var leg in LegsOf(closures))
        {
            cash -= leg.Cost;
            notional = notional.SetItem(leg.Market, notional.GetValueOrDefault(leg.Market) + leg.Notional);
        }

        foreach (var (at, quantity) in closures)
        {
            var exposure = exposures[at];
            var trade = exposure.Position.Quantity.IsPositive ? -quantity : quantity;
            var change = exposure.Position.Fill(trade, exposure.Contract.MarkPrice, exposure.Contract.FundingIndex, Amount.Zero);
            cash += change.CashChange;
            exposures[at] = exposure with { Position = change.Position };
            closed[at] += quantity;
        }

        return new LiquidationBook(Request, Markets, Input with { Cash = cash, Exposures = exposures.MoveToImmutable() }, closed.MoveToImmutable(), notional, Effort);
    }
}
