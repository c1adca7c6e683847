using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Waterfall;

/// <summary>Lets a loss fall through layers, and a recovery climb back up.</summary>
public static class LossWaterfall
{
    /// <summary>
    /// Allocates a loss: a layer is used wholly before the next is touched, and its members pay in proportion to what each has available.
    /// </summary>
    /// <param name="cause">The default.</param>
    /// <param name="loss">Not negative.</param>
    /// <param name="layers">In order.</param>
    /// <param name="quantum">Null divides exactly, by largest remainder in units of 10^-16, so that nobody pays more than it has. Otherwise every share is rounded down to a multiple of
    /// this and the last member of a layer also pays the remainder, and a layer with a limit pays a multiple of it: the rule of some clearing houses.</param>
    /// <exception cref="ArgumentException">The loss or what is available is negative.</exception>
    public static WaterfallPlan Allocate(DefaultId cause, Amount loss, ImmutableArray<WaterfallLayer> layers, Amount? quantum = null)
    {
        if (loss.IsNegative) throw new ArgumentOutOfRangeException(nameof(loss), loss, "A loss is not negative.");
        var uses = ImmutableArray.CreateBuilder<LayerUse>(layers.Length);
        var postings = ImmutableArray.CreateBuilder<LossPosting>();
        var left = loss;
        foreach (var layer in layers)
        {
            var use = UseOf(layer, left, quantum);
            AddPostings(postings, cause, uses.Count, use);
            uses.Add(use);
            left -= use.Used;
        }

        if (left.IsPositive) postings.Add(new LossPosting(cause, layers.Length, "uncovered", WaterfallLayerKind.Uncovered, LossPayer.Pool, left, Amount.Zero, left, Amount.Zero));
        return new WaterfallPlan(cause, loss, uses.MoveToImmutable(), postings.ToImmutable());
    }

    /// <summary>
    /// Pays a recovery back to those who bore the loss: the last layer first, within a layer in proportion to what each is still out of pocket, by largest remainder. Nobody gets more than it paid.
    /// </summary>
    /// <param name="plan">Who paid what.</param>
    /// <param name="paidBack">What each posting was paid back so far, in the order of the postings; default for nothing yet.</param>
    /// <param name="recovery">What came in; not negative.</param>
    /// <exception cref="ArgumentException">The recovery is negative, or what was paid back does not fit the plan.</exception>
    public static RecoveryPlan Recover(WaterfallPlan plan, ImmutableArray<Amount> paidBack, Amount recovery)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (recovery.IsNegative) throw new ArgumentOutOfRangeException(nameof(recovery), recovery, "A recovery is not negative.");
        var before = paidBack.IsDefault ? [.. Enumerable.Repeat(Amount.Zero, plan.Postings.Length)] : paidBack;
        if (before.Length != plan.Postings.Length) throw new ArgumentException("There is one amount paid back per posting.", nameof(paidBack));
        if (before.Where((paid, i) => paid.IsNegative || paid > plan.Postings[i].Amount).Any())
            throw new ArgumentException("A posting was paid back between nothing and what it was.", nameof(paidBack));

        var after = before.ToBuilder();
        var postings = ImmutableArray.CreateBuilder<RecoveryPosting>();
        var left = recovery;
        foreach (var layer in Enumerable.Range(0, plan.Postings.Length).GroupBy(i => plan.Postings[i].Layer).Reverse())
        {
            int[] members = [.. layer];
            Amount[] owed = [.. members.Select(i => plan.Postings[i].Amount - before[i])];
            var used = Amount.Min(left, owed.Aggregate(Amount.Zero, (sum, one) => sum + one));
            var shares = AmountSplit.LargestRemainder(used, owed);
            for (var m = 0; m < members.Length; m++)
            {
                if (!shares[m].IsPositive) continue;
                after[members[m]] += shares[m];
                postings.Add(new RecoveryPosting(plan.Default, members[m], plan.Postings[members[m]].Payer, shares[m]));
            }

            left -= used;
        }

        return new RecoveryPlan(plan.Default, recovery, postings.ToImmutable(), after.ToImmutable(), left);
    }

    private static LayerUse UseOf(WaterfallLayer layer, Amount left, Amount? quantum)
    {
        var used = Amount.Min(left, layer.Available);
        if (layer.Limit is not null && quantum is { } step) used = AmountSplit.FloorTo(used, step);
        Amount[] weights = [.. layer.Members.Select(member => member.Available)];
        return new LayerUse(layer, used, quantum is { } multiple ? AmountSplit.RemainderToLast(used, weights, multiple) : AmountSplit.LargestRemainder(used, weights));
    }

    private static void AddPostings(ImmutableArray<LossPosting>.Builder postings, DefaultId cause, int index, LayerUse use)
    {
        var layer = use.Layer;
        var together = layer.Members.Aggregate(Amount.Zero, (sum, member) => sum + member.Available);
        for (var m = 0; m < layer.Members.Length; m++)
        {
            if (!use.Shares[m].IsPositive) continue;
            var member = layer.Members[m];
            postings.Add(new LossPosting(cause, index, layer.Name, layer.Kind, member.Payer, use.Shares[m], member.Available, use.Used, together, layer.DueBy));
        }
    }
}
