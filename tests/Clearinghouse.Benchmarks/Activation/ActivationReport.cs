using Clearinghouse.Benchmarks.Machine;

namespace Clearinghouse.Benchmarks.Activation;

/// <summary>How long a market with a long past takes to wake up.</summary>
/// <param name="Machine">On what.</param>
/// <param name="Trades">Trades in the journal before the first measurement.</param>
/// <param name="Accounts">Accounts that traded.</param>
/// <param name="DatabaseMiB">Size of the database, in MiB.</param>
/// <param name="Rows">What was measured.</param>
internal sealed record ActivationReport(MachineDescription Machine, long Trades, int Accounts, double DatabaseMiB, IReadOnlyList<ActivationRow> Rows);
