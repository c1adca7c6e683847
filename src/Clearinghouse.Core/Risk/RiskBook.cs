using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Risk;

/// <summary>
/// The exposures of many accounts, swept together after a snapshot. A sweep adds up equity and an upper bound of the requirement in floating point, contract by contract over flat arrays; only accounts within the bound
/// are then evaluated exactly, by the policy itself. What it finds is advice: the decision is the account's own statement.
/// </summary>
/// <param name="policy">The policy that accounts decide by.</param>
public sealed class RiskBook(IMarginPolicy policy)
{
    private const double RoundingSlack = 1e-6;

    /// <summary>Where a pool calls accounts below initial margin, those are evaluated exactly whose equity is below this many times the bound of their maintenance margin.</summary>
    private const double InitialFactor = 3;

    private readonly Dictionary<AccountId, int> _indexes = [];
    private readonly List<AccountExposure> _exposures = [];
    private readonly SortedSet<PoolId> _pools = [];
    private readonly PortfolioRows _portfolios = new((policy as MarginPolicies)?.Portfolio);
    private readonly Dictionary<(MarketId Market, ContractId Contract), ContractColumn> _columns = [];
    private readonly Dictionary<(PoolId Pool, AssetId Asset), ContractColumn> _collateral = [];
    private readonly Dictionary<PoolId, PoolHoldings> _holdings = [];
    private double[] _equity = [];
    private double[] _requirement = [];

    /// <summary>How many accounts there are.</summary>
    public int Count => _exposures.Count;

    /// <summary>Takes a report over; an older one than the last is ignored.</summary>
    public void Report(AccountExposure exposure)
    {
        if (!_indexes.TryGetValue(exposure.Account, out var index))
        {
            _indexes[exposure.Account] = index = _exposures.Count;
            _exposures.Add(exposure);
        }
        else if (exposure.Version < _exposures[index].Version)
        {
            return;
        }
        else
        {
            foreach (var key in PositionsOf(_exposures[index]).Select(held => held.Key)) _columns[key].Remove(index);
            foreach (var (key, _) in CollateralOf(_exposures[index])) _collateral[key].Remove(index);
            if (_exposures[index].Pool is { } before) _holdings[before] = _holdings[before].Less(_exposures[index]);
            _exposures[index] = exposure;
        }

        if (exposure.Pool is { } pool)
        {
            _pools.Add(pool);
            _holdings[pool] = HoldingsOf(pool).With(exposure);
        }

        _portfolios.Report(index, exposure);
        foreach (var (key, position) in PositionsOf(exposure))
        {
            if (!_columns.TryGetValue(key, out var column)) _columns[key] = column = new ContractColumn();
            column.Set(index, position.Quantity.ToDouble(), (position.EntryValue - position.FundingEntry).ToDouble());
        }

        foreach (var (key, quantity) in CollateralOf(exposure))
        {
            if (!_collateral.TryGetValue(key, out var column)) _collateral[key] = column = new ContractColumn();
            column.Set(index, quantity.ToDouble(), 0);
        }
    }

    /// <summary>Sweeps all accounts at the newest snapshots.</summary>
    public RiskSweep Sweep(IMarketView view)
    {
        Accumulate(view);
        _portfolios.Price(view);
        var (decide, distress, exact, shortAccounts, underWater) = (new List<AccountId>(), new RiskDistress(), 0, 0, 0);
        for (var i = 0; i < _exposures.Count; i++)
        {
            var exposure = _exposures[i];
            if (!NeedsExactCheck(exposure, i, view))
            {
                if (_equity[i] < 0) underWater++;
                continue;
            }

            exact++;
            if (exposure.ToInput(view) is not { } input) continue;
            var statement = policy.Evaluate(input);
            var isShort = !statement.IsMaintenanceCovered;
            if (isShort)
            {
                shortAccounts++;
                distress.Add(exposure.Pool, input, statement);
            }

            if (statement.IsUnderWater) underWater++;
            if (isShort != exposure.IsCalled || (statement.IsInitialCovered == exposure.IsCalled && IsManaged(exposure, view))) decide.Add(exposure.Account);
        }

        return new RiskSweep(_exposures.Count, exact, shortAccounts, underWater, decide, distress);
    }

    /// <summary>Whether one account needs a decision: it is short and not called, or called and no longer short; in a pool that deals with defaults, short of initial margin.</summary>
    public bool NeedsDecision(AccountId account, IMarketView view) =>
        _indexes.TryGetValue(account, out var index)
        && _exposures[index].ToInput(view) is { } input
        && policy.Evaluate(input) is var statement
        && (statement.IsMaintenanceCovered == _exposures[index].IsCalled || (statement.IsInitialCovered == _exposures[index].IsCalled && IsManaged(_exposures[index], view)));

    /// <summary>The pools of these accounts.</summary>
    public IReadOnlyCollection<PoolId> Pools => _pools;

    /// <summary>What an account holds, as it last reported it; null for one that has not.</summary>
    public AccountExposure? Find(AccountId account) => _indexes.TryGetValue(account, out var index) ? _exposures[index] : null;

    /// <summary>What the accounts of a pool hold, as they last reported it.</summary>
    public IEnumerable<AccountExposure> ExposuresOf(PoolId pool) => _exposures.Where(exposure => exposure.Pool == pool);

    /// <summary>What the accounts of a pool hold together.</summary>
    public PoolHoldings HoldingsOf(PoolId pool) => _holdings.GetValueOrDefault(pool) ?? PoolHoldings.None;

    /// <summary>Pools whose collateral terms the margin of these accounts depends on.</summary>
    public IEnumerable<PoolId> PoolsWithTerms => _exposures
        .Where(exposure => exposure.Collateral is not null || exposure.Terms.Mode == MarginMode.Portfolio)
        .Select(exposure => exposure.Pool).OfType<PoolId>().Distinct();

    /// <summary>What every stress event of the scenario set would do to all accounts, and to those of each venue. Collateral counts at its market value and falls with its market.</summary>
    public IReadOnlyList<StressOutcome> Stress(IMarketView view)
    {
        Accumulate(view);
        foreach (var (key, column) in _collateral)
            if (MarketOf(key, view) is { } priced) column.Accumulate(_equity, priced.IndexPrice.ToDouble());
        var risks = _columns.Keys.Select(key => key.Market).Distinct()
            .Select(market => view.Find(market) is { } snapshot ? view.FindRisk(snapshot) : null)
            .Where(risk => risk is not null)
            .ToDictionary(risk => risk!.Snapshot.Market, risk => risk!);
        if (risks.Count == 0) return [];
        return [.. risks.Values.First().Scenarios.Stress.SelectMany((scenario, s) => StressOf(scenario, s, risks, view))];
    }

    /// <summary>The outcome for all accounts, then for those of each venue.</summary>
    private IEnumerable<StressOutcome> StressOf(StressScenario stress, int scenario, Dictionary<MarketId, MarketRisk> risks, IMarketView view)
    {
        var profit = new double[_exposures.Count];
        foreach (var (key, column) in _columns)
            if (risks.GetValueOrDefault(key.Market)?.Find(key.Contract) is { } array) column.Accumulate(profit, array.Stress[scenario]);
        foreach (var (key, column) in _collateral)
            if (MarketOf(key, view) is { } priced) column.Accumulate(profit, priced.IndexPrice.ToDouble() * stress.MoveOf(priced.Market).PriceFraction);
        var (all, byVenue) = (StressOutcome.None(stress.Name, null), new SortedDictionary<VenueId, StressOutcome>());
        for (var i = 0; i < profit.Length; i++)
        {
            if (profit[i] >= 0 && _equity[i] + profit[i] >= 0) continue;
            all = all.With(_exposures[i].Account, profit[i], _equity[i] + profit[i]);
            if (_exposures[i].Venue is not { } venue) continue;
            byVenue[venue] = (byVenue.GetValueOrDefault(venue) ?? StressOutcome.None(stress.Name, venue)).With(_exposures[i].Account, profit[i], _equity[i] + profit[i]);
        }

        return byVenue.Values.Prepend(all);
    }

    private static MarketSnapshot? MarketOf((PoolId Pool, AssetId Asset) key, IMarketView view) =>
        view.FindCollateral(key.Pool)?.Policy.Find(key.Asset)?.Market is { } market ? view.Find(market) : null;

    private static IEnumerable<((PoolId Pool, AssetId Asset) Key, Quantity Quantity)> CollateralOf(AccountExposure exposure) =>
        exposure.Collateral is { } held && exposure.Pool is { } pool ? held.Select(pair => ((pool, pair.Key), pair.Value)) : [];

    private void Accumulate(IMarketView view)
    {
        if (_equity.Length < _exposures.Count) (_equity, _requirement) = (new double[_exposures.Count * 2], new double[_exposures.Count * 2]);
        for (var i = 0; i < _exposures.Count; i++) (_equity[i], _requirement[i]) = (_exposures[i].Cash.ToDouble(), 0);
        foreach (var (key, column) in _columns)
        {
            if (view.Find(key.Market) is not { } snapshot || snapshot.Find(key.Contract) is not { } listed) continue;
            var multiplier = listed.Contract.Multiplier.ToDouble();
            column.Accumulate(_equity, _requirement, multiplier * (listed.MarkPrice - listed.FundingIndex).ToDouble(), multiplier * BoundOf(snapshot, listed));
        }
    }

    /// <summary>Whether the pool calls accounts below initial margin, and liquidates them.</summary>
    private static bool IsManaged(AccountExposure exposure, IMarketView view) => exposure.Pool is { } pool && view.FindDefaults(pool) is not null;

    private bool NeedsExactCheck(AccountExposure exposure, int index, IMarketView view)
    {
        if (exposure.IsCalled) return true;
        var bound = exposure.Terms.Mode == MarginMode.Portfolio ? _portfolios.BoundOf(index) : _requirement[index];
        if (IsManaged(exposure, view)) bound *= InitialFactor;
        return _equity[index] < (bound * (1 + RoundingSlack)) + RoundingSlack;
    }

    /// <summary>The most that cross margin can ask as maintenance for one unit of underlying, whatever the size of the position.</summary>
    private static double BoundOf(MarketSnapshot snapshot, ContractSnapshot listed)
    {
        var risk = snapshot.Parameters.Risk ?? RiskParameters.Default;
        var rate = (double)risk.Tiers.Aggregate(snapshot.Parameters.MaintenanceMarginRate, (most, tier) => Ratio.Max(most, tier.MaintenanceMarginRate)).ToDecimal() + (double)risk.SlippageRate.ToDecimal();
        var mark = listed.MarkPrice.ToDouble();
        return listed.Contract.Kind == ContractKind.Option ? Math.Max(mark, rate * snapshot.IndexPrice.ToDouble()) + (rate * snapshot.IndexPrice.ToDouble()) : rate * Math.Abs(mark);
    }

    private static IEnumerable<((MarketId Market, ContractId Contract) Key, Positions.Position Position)> PositionsOf(AccountExposure exposure) =>
        exposure.Markets.SelectMany(market => market.Positions.Where(pair => !pair.Value.Quantity.IsZero || !pair.Value.FundingEntry.IsZero).Select(pair => ((market.Market, pair.Key), pair.Value)));
}
