using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Volatilities;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>Which mark every contract gets at a new index price. Pure.</summary>
internal static class MarkDecider
{
    /// <summary>Marks by the market's policy and surface, where it has them; the others as reported last, and none for those that follow the index.</summary>
    public static ImmutableArray<ContractMark> MarksOf(MarketLedger ledger, MarkBook book, VolatilitySurface? surface, Price indexPrice, DateTimeOffset at) =>
    [
        .. ledger.Contracts
            .Where(contract => contract.Status == ContractStatus.Trading)
            .Select(contract => (contract.Contract.Id, Mark: contract.Contract.Kind == ContractKind.Option
                ? OptionMark(surface, contract, indexPrice, at)
                : book.MarkOf(ledger.Parameters, contract, indexPrice, at) ?? (ledger.Parameters.Marks is null ? contract.ReportedMark : null)))
            .Where(pair => pair.Mark is not null)
            .Select(pair => new ContractMark(pair.Id, pair.Mark.GetValueOrDefault())),
    ];

    /// <summary>Cut down to the tick, as marks of books are.</summary>
    private static Price? OptionMark(VolatilitySurface? surface, ContractState contract, Price indexPrice, DateTimeOffset at)
    {
        if (surface is null) return contract.ReportedMark;
        var value = Rational.FromDouble(surface.ValueOf(contract.Contract, indexPrice, at));
        return value.FloorTo(Rational.From(contract.Contract.Tick)).Round<Price>(Rounding.HalfEven);
    }
}
