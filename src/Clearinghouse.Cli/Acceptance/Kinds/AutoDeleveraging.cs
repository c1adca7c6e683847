using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Deleveraging.Venues;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Auto-deleveraging by <c>rule</c>: the platform's own, the usual queue, dYdX's transfer.</summary>
public sealed class AutoDeleveraging : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Rules = new(StringComparer.Ordinal)
    {
        ["minimax-leverage"] = Minimax,
        ["pnl-times-leverage"] = Queue,
        ["bankruptcy-transfer"] = Transfer,
    };

    /// <inheritdoc/>
    public string Name => "adl";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = given.OneOf("rule", Rules);
        return PriceFormula.Answer(() => rule(given));
    }

    /// <summary>Money only, without positions or a deficit. Names of tables need not be identifiers, so accounts are numbered.</summary>
    private static JsonObject Minimax(AcceptanceGiven given)
    {
        var listed = given.List("accounts");
        ImmutableArray<DeleveragingAccount> accounts =
        [
            .. listed.Select((account, i) => new DeleveragingAccount(
                AccountId.Create($"{i}"), account.Exact("notional").Round<Amount>(Rounding.HalfEven), account.Exact("equity").Round<Amount>(Rounding.HalfEven), Amount.Zero, [])),
        ];
        var required = given.Exact("requiredReduction").Round<Amount>(Rounding.HalfEven);
        var plan = MinimaxDeleveraging.Plan(new DeleveragingRequest(DefaultId.Create("table"), required, Amount.Zero, accounts), (_, _) => Amount.Zero);
        var reductions = listed.Zip(plan.Certificate.Lines, (account, line) => new JsonObject { ["account"] = account.Text("account"), ["reduction"] = line.Reduction.ToString() });
        return new()
        {
            ["maximumLeverage"] = PriceFormula.Number(plan.Certificate.Level.ToRational()),
            ["reductions"] = new JsonArray([.. reductions]),
            ["unallocated"] = plan.UnallocatedReduction.ToString(),
        };
    }

    private static JsonObject Queue(AcceptanceGiven given)
    {
        var entries = given.List("accounts").Select(account => new QueueEntry(account.Text("account"), account.Exact("profitFraction"), account.Exact("leverage"), account.Exact("quantity")));
        var queue = QueueDeleveraging.Close([.. entries], given.Exact("requiredQuantity"));
        var order = queue.Order.Select(closure => new JsonObject { ["account"] = closure.Entry.Name, ["score"] = PriceFormula.Number(closure.Entry.Score) });
        var closures = queue.Order.Where(closure => closure.Closed.Sign > 0).Select(closure => new JsonObject { ["account"] = closure.Entry.Name, ["closed"] = PriceFormula.Digits(closure.Closed) });
        return new()
        {
            ["order"] = new JsonArray([.. order]),
            ["closures"] = new JsonArray([.. closures]),
            ["unallocated"] = PriceFormula.Digits(queue.Unallocated),
        };
    }

    private static JsonObject Transfer(AcceptanceGiven given)
    {
        var listed = given.List("counterparties");
        var transfer = BankruptcyTransfer.Of(
            given.Exact("bankruptQuantity"), given.Exact("bankruptcyQuote"), [.. listed.Select(counterparty => (counterparty.Exact("quantity"), counterparty.Exact("cash")))]);
        var counterparties = listed.Select((counterparty, i) => new JsonObject
        {
            ["account"] = counterparty.Text("account"),
            ["closed"] = PriceFormula.Digits(transfer.Closed[i]),
            ["cashAfter"] = PriceFormula.Digits(transfer.CashAfter[i]),
        });
        return new() { ["counterparties"] = new JsonArray([.. counterparties]), ["unallocated"] = PriceFormula.Digits(transfer.Unallocated) };
    }
}
