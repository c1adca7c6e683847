using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation;

/// <summary>Kills activations at any moment, one, many or all, and starts second ones beside those that run.</summary>
internal sealed class Faults(World world, Cluster cluster)
{
    private const int EveryTicks = 9;
    private const double OneDies = 0.12;
    private const double ManyDie = 0.02;
    private const double AllDie = 0.01;
    private const double SecondStarts = 0.08;

    /// <summary>Starts; goes on until the world is healed.</summary>
    public void Begin() => world.After(1 + world.Draw(EveryTicks), () =>
    {
        if (world.IsHealed) return;
        Strike();
        Begin();
    });

    private void Strike()
    {
        var alive = cluster.Alive.ToList();
        if (alive.Count == 0) return;
        if (world.Fault(SecondStarts)) cluster.StartSecond(alive[world.Draw(alive.Count)]);
        if (world.Fault(OneDies)) alive[world.Draw(alive.Count)].Die("struck");
        if (world.Fault(ManyDie)) alive.ForEach(node => DieByChance(node, 2));
        if (world.Fault(AllDie)) alive.ForEach(node => node.Die("power cut"));
    }

    private void DieByChance(Node node, int oneIn)
    {
        if (world.Draw(oneIn) == 0) node.Die("its silo is lost");
    }
}
