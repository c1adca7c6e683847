using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Margin;

/// <summary>How much margin a portfolio needs, and why: one immutable value with three questions.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginStatement")]
public sealed record MarginStatement
{
    [NonSerialized] private readonly MarginInput? _input;
    [NonSerialized] private readonly IMarginDetail? _detail;
    [NonSerialized] private readonly ImmutableArray<MarginComponent> _parts;

    /// <summary>A statement whose parts are all given.</summary>
    public MarginStatement()
    {
    }

    /// <summary>A statement that makes its lines, and what else nobody decides by, when they are read.</summary>
    internal MarginStatement(MarginInput input, IMarginDetail detail, ImmutableArray<MarginComponent> parts) => (_input, _detail, _parts) = (input, detail, parts);

    /// <summary>The account.</summary>
    [Id(0)] public required AccountId Account { get; init; }

    /// <summary>The policy's name.</summary>
    [Id(1)] public required string Policy { get; init; }

    /// <summary>Cash.</summary>
    [Id(2)] public required Amount Cash { get; init; }

    /// <summary>Cash + collateral after haircuts + unrealised − funding owed − loss and fees of trades in flight.</summary>
    [Id(3)] public required Amount Equity { get; init; }

    /// <summary>Sum of the components' initial margin.</summary>
    [Id(4)] public required Amount InitialMargin { get; init; }

    /// <summary>Sum of the components' maintenance margin.</summary>
    [Id(5)] public required Amount MaintenanceMargin { get; init; }

    /// <summary>Fees of trades in flight.</summary>
    [Id(6)] public required Amount PendingFees { get; init; }

    /// <summary>One line per contract, in order of market and contract.</summary>
    [Id(7)] public ImmutableArray<MarginLine> Lines { get => field.IsDefault ? field = _detail is null ? [] : MarginAccount.LinesOf(_input!, _detail) : field; init; }

    /// <summary>Absolute value of all positions at the mark; of options, of the index.</summary>
    [Id(8)] public Amount GrossNotional { get => _input is null ? field : MarginAccount.GrossNotionalOf(_input); init; }

    /// <summary>What the requirement is made of.</summary>
    /// <remarks>What the scan adds up is known at once; which scenario decided it, when somebody reads it.</remarks>
    [Id(9)] public required ImmutableArray<MarginComponent> Components { get => _input is null ? field : field = Explained(field); init; }

    /// <summary>The same where nobody asks which scenario decided: that is looked for again, and costs more than the statement.</summary>
    internal ImmutableArray<MarginComponent> Parts => _parts.IsDefault ? Components : _parts;

    /// <summary>The scenario that hurts most; null for policies without scenarios.</summary>
    [Id(10)] public string? WorstScenario { get => field ??= _detail?.WorstScenarioOf(_input!); init; }

    /// <summary>The scenario set used; null for policies without scenarios.</summary>
    [Id(11)] public string? ScenarioVersion { get; init; }

    /// <summary>What collateral beside cash counts for, and why not for more; null for none.</summary>
    [Id(12)] public CollateralValuation? Collateral { get; init; }

    /// <summary>The version of the pool's collateral terms; null without collateral beside cash.</summary>
    [Id(13)] public long? CollateralVersion { get; init; }

    /// <summary>What was used of every market, in order, with the versions that set it.</summary>
    [Id(14)] public ImmutableArray<MarketTerms> Markets { get => field.IsDefault ? field = _input is null ? [] : MarginAccount.MarketsOf(_input) : field; init; }

    /// <summary>Gross notional divided by equity; null when there is no equity.</summary>
    public double? Leverage => Equity.IsPositive ? GrossNotional.ToDouble() / Equity.ToDouble() : null;

    /// <summary>Equity above the initial requirement; negative when short.</summary>
    public Amount FreeCollateral => Equity - InitialMargin;

    /// <summary>May take new risk.</summary>
    public bool IsInitialCovered => Equity >= InitialMargin;

    /// <summary>Is safe from liquidation.</summary>
    public bool IsMaintenanceCovered => Equity >= MaintenanceMargin;

    /// <summary>Owes more than it has.</summary>
    public bool IsUnderWater => Equity.IsNegative;

    /// <summary>The same components, the scan's with the scenario that decided it.</summary>
    private ImmutableArray<MarginComponent> Explained(ImmutableArray<MarginComponent> components) =>
        components is [{ Kind: MarginComponentKind.ScanRisk, Detail: null } scan, ..] ? components.SetItem(0, scan with { Detail = WorstScenario }) : components;
}
