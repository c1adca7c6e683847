using Clearinghouse.Benchmarks.Machine;

namespace Clearinghouse.Benchmarks.Reports;

/// <summary>All that a run measured.</summary>
/// <param name="Machine">On what.</param>
/// <param name="Repetitions">How often each row was measured.</param>
/// <param name="WindowSeconds">How long one repetition counted.</param>
/// <param name="Rows">The rows, section by section.</param>
internal sealed record LoadReport(MachineDescription Machine, int Repetitions, double WindowSeconds, IReadOnlyList<LoadRow> Rows);
