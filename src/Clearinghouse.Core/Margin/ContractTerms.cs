using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What portfolio margin needs to know of a contract, as numbers to compute with: once per risk array, however many portfolios are asked.</summary>
internal sealed class ContractTerms
{
    private readonly ContractSnapshot _contract;
    private readonly PortfolioMarginParameters _parameters;

    private ContractTerms(ContractSnapshot contract, PortfolioMarginParameters parameters, double longLoss, double shortLoss)
    {
        var isOption = contract.Contract.Kind == ContractKind.Option;
        (_contract, _parameters) = (contract, parameters);
        (Long, Short) = (longLoss, shortLoss);
        Multiplier = contract.Contract.Multiplier.ToDouble();
        (Options, LinearMarkPrice) = isOption ? (1, 0) : (0, contract.MarkPrice.ToDouble());
    }

    /// <summary>What one contract by itself loses, held long, by the statistic of the policy; in money, not negative, 0 without a risk array.</summary>
    public double Long { get; }

    /// <summary>The same held short.</summary>
    public double Short { get; }

    /// <summary>Units of underlying in a contract.</summary>
    public double Multiplier { get; }

    /// <summary>1 for an option, 0 for others: to multiply by, since processors guess badly which comes next.</summary>
    public double Options { get; }

    /// <summary>The mark price; 0 for an option.</summary>
    public double LinearMarkPrice { get; }

    /// <summary>The terms of an exposure's contract.</summary>
    public static ContractTerms Of(ContractExposure exposure, PortfolioMarginParameters parameters) => exposure.Array is { } array
        ? Of(exposure.Contract, array, exposure.Risk!.Scenarios, parameters)
        : new ContractTerms(exposure.Contract, parameters, 0, 0);

    /// <summary>The terms of a contract, remembered with its risk array as long as that lives.</summary>
    public static ContractTerms Of(ContractSnapshot contract, RiskArray array, ScenarioSet scenarios, PortfolioMarginParameters parameters)
    {
        var known = array.Memo as ContractTerms;
        if (known is not null && !ReferenceEquals(known._parameters, parameters)) known = null;
        if (known is not null && ReferenceEquals(known._contract, contract)) return known;
        var terms = new ContractTerms(
            contract,
            parameters,
            known?.Long ?? PortfolioScan.Measure(array, 1, scenarios, parameters),
            known?.Short ?? PortfolioScan.Measure(array, -1, scenarios, parameters));
        array.Memo = terms;
        return terms;
    }
}
