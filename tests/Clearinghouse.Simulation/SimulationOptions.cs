using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation;

/// <summary>What to simulate.</summary>
/// <param name="Seed">Decides everything: the workload, every fault and every delay.</param>
/// <param name="Commands">How many commands clients send.</param>
/// <param name="Sabotage">A deliberate mistake, to prove that the auditor finds it.</param>
public sealed record SimulationOptions(int Seed, int Commands = 120, Sabotage Sabotage = Sabotage.None)
{
    /// <summary>The one line that runs this simulation again.</summary>
    public string ReplayLine => $"dotnet run --project tests/Clearinghouse.Simulation -- --seed {Seed} --commands {Commands} --sabotage {Sabotage}";
}
