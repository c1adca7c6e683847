using Clearinghouse.Benchmarks.Machine;

namespace Clearinghouse.Benchmarks.Pricing;

/// <summary>Black-76 beside QuantLib.</summary>
/// <param name="Machine">On what.</param>
/// <param name="Repetitions">Of each measurement, in turn with the others.</param>
/// <param name="WindowSeconds">How long one counted.</param>
/// <param name="QuantLib">Which QuantLib, or why there is none.</param>
/// <param name="Rows">Rates.</param>
/// <param name="AccuracyOptions">Options that accuracy was measured on.</param>
/// <param name="Accuracy">Errors; empty without QuantLib, whose program computes the references.</param>
internal sealed record PricingReport(
    MachineDescription Machine, int Repetitions, double WindowSeconds, string QuantLib, IReadOnlyList<PricingRow> Rows, int AccuracyOptions, IReadOnlyList<AccuracyRow> Accuracy);
