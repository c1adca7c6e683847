using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>Laws of the path from margin call to the end of a default, over random books, prices and takers. Every trade on the way only shrinks a position (see <see cref="DrivenAccount"/>).</summary>
public sealed class AccountPathLawTests
{
    private static readonly DefaultPolicy Policy = new()
    {
        States = new RiskStateTerms { CallDeadlineSeconds = 60, GraceSeconds = 5, StepIntervalSeconds = 2 },
        Liquidation = new LiquidationTerms { MaxDepthFraction = Ratio.One, MaxStepNotional = Amount.FromInteger(400) },
        Backstops = [new Backstop(AccountId.Create("first"), Amount.FromInteger(1_000)), new Backstop(AccountId.Create("second"), Amount.FromInteger(1_000))],
    };

    /// <summary>Positions, cash as a share of initial margin, how far prices move in percent, and what takers say.</summary>
    private static readonly Gen<(int[] Lots, int Percent, int Move, int Seed)> Books =
        Gen.Select(Gen.Int[-60, 60].Array[3].Where(lots => lots.Any(quantity => quantity != 0)), Gen.Int[100, 300], Gen.Int[-30, 30], Gen.Int);

    /// <summary>A liquidation ends with the account at its target, or with nothing open, whoever takes the positions; one that has nothing left claims exactly what it owes.</summary>
    [Fact]
    public void ALiquidation_EndsAtItsTarget_OrWithoutPositions() => Books.Sample((lots, percent, move, seed) =>
    {
        var driven = Fallen(lots, percent, move, seed);
        PassUntilDone(driven);
        var (risk, statement) = (driven.Ledger.Path.Risk, driven.Account.Statement());
        switch (risk.State)
        {
            case AccountRiskState.Healthy or AccountRiskState.MarginCall or AccountRiskState.Recovered:
                Assert.True(statement.IsMaintenanceCovered, $"{risk.State} with {statement.Equity} of {statement.MaintenanceMargin}");
                Assert.Empty(driven.Claims);
                if (risk.Steps > 0 && risk.Cause == LiquidationCause.BelowMaintenance)
                    Assert.True(statement.Equity >= statement.MaintenanceMargin.Times(Ratio.FromPpm(1_100_000), Rounding.Ceiling) || driven.Quantities.All(quantity => quantity.IsZero));
                break;
            case AccountRiskState.Defaulted:
                Assert.All(driven.Quantities, quantity => Assert.Equal(Quantity.Zero, quantity));
                Assert.Equal(Amount.Max(Amount.Zero, -driven.Ledger.Cash), driven.Claims[^1].Debt);
                Assert.Equal(TakenByBackstops(driven), driven.Claims[^1].TakenOver?.Values.Aggregate(Amount.Zero, (sum, taken) => sum + taken) ?? Amount.Zero);
                break;
            default:
                Assert.Fail($"it is still {risk.State}");
                break;
        }
    }, iter: 300);

    /// <summary>Notional that backstops took over since the last call, read off the journal.</summary>
    private static Amount TakenByBackstops(DrivenAccount driven)
    {
        var (taken, order) = (Amount.Zero, (CloseOutOrder?)null);
        foreach (var e in driven.Account.Journal)
        {
            if (e is RiskStateChanged { Change: MarginCallIssued }) taken = Amount.Zero;
            if (e is CloseOutOrdered ordered) order = ordered.Order;
            if (e is not CloseOutAnswered answered) continue;
            for (var i = 0; i < answered.Answers.Length; i++)
                if (answered.Answers[i].Refusal is null && order!.Trades[i].Kind == TakerKind.Backstop) taken += order.Planned[i].Notional;
        }

        return taken;
    }

    /// <summary>At every move, the journal folds to the ledger, by way of a snapshot too.</summary>
    [Fact]
    public void EveryMove_FoldsToTheSameLedger() => Books.Sample((lots, percent, move, seed) =>
    {
        var driven = Fallen(lots, percent, move, seed);
        var (folded, restored) = (new AccountLedger(driven.Ledger.Account), AccountLedger.FromState(driven.Ledger.ToState()));
        foreach (var e in driven.Account.Journal) folded.Apply(folded.Sequence + 1, e);
        for (var second = 0; second < 90; second++)
        {
            var before = driven.Account.Journal.Count;
            driven.Pass(1);
            driven.Drive(most: 1);
            foreach (var e in driven.Account.Journal.Skip(before))
            {
                folded.Apply(folded.Sequence + 1, e);
                restored.Apply(restored.Sequence + 1, e);
            }

            Assert.Equal(CanonicalEncoding.Encode(driven.Ledger.ToState()), CanonicalEncoding.Encode(folded.ToState()));
            restored = AccountLedger.FromState(restored.ToState());
            Assert.Equal(CanonicalEncoding.Encode(driven.Ledger.ToState()), CanonicalEncoding.Encode(restored.ToState()));
        }
    }, iter: 60);

    /// <summary>Enough money at any step takes the account off the path: nothing more is closed than what was ordered already, and everything else stays its own.</summary>
    [Fact]
    public void ADepositAtAnyStep_EndsThePath() => Gen.Select(Books, Gen.Int[0, 40]).Sample((book, step) =>
    {
        var driven = Fallen(book.Lots, book.Percent, book.Move, book.Seed);
        for (var second = 0; second < step; second++)
        {
            driven.Pass(1);
            driven.Drive(most: 1);
        }

        // Who has nothing open any more is the waterfall's, and stays it.
        if (driven.State == AccountRiskState.Defaulted && driven.Quantities.All(quantity => quantity.IsZero)) return;
        driven.Account.Deposit("1000000");
        var ordered = driven.Ledger.Path.LastOrder;
        PassUntilDone(driven);
        Assert.True(driven.State is AccountRiskState.Healthy or AccountRiskState.Recovered || driven.Quantities.All(quantity => quantity.IsZero), $"{driven.State}");
        Assert.Equal(ordered, driven.Ledger.Path.LastOrder);
    }, iter: 300);

    private static DrivenAccount Fallen(int[] lots, int percent, int move, int seed)
    {
        var random = new Random(seed);
        var driven = new DrivenAccount(Policy, lots, percent, () => random.Next(2) == 0);
        driven.Drive();
        Assert.Equal(AccountRiskState.Healthy, driven.State);
        driven.Markets[0].Report($"{100 + move}");
        return driven;
    }

    private static void PassUntilDone(DrivenAccount driven)
    {
        for (var second = 0; second < 400; second++)
        {
            driven.Pass(1);
            driven.Drive();
        }
    }
}
