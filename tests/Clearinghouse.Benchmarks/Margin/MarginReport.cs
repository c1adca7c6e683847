using Clearinghouse.Benchmarks.Machine;

namespace Clearinghouse.Benchmarks.Margin;

/// <summary>How fast margin is computed.</summary>
/// <param name="Machine">On what.</param>
/// <param name="Repetitions">Of each measurement.</param>
/// <param name="WindowSeconds">How long one counted.</param>
/// <param name="Scenarios">Scenarios of each contract.</param>
/// <param name="Statements">Portfolio statements, beside a plain loop.</param>
/// <param name="Sweeps">Sweeps of a shard's accounts.</param>
/// <param name="Plans">Plans of liquidations.</param>
internal sealed record MarginReport(
    MachineDescription Machine, int Repetitions, double WindowSeconds, int Scenarios, IReadOnlyList<StatementRow> Statements, IReadOnlyList<SweepRow> Sweeps, IReadOnlyList<PlanRow> Plans);
