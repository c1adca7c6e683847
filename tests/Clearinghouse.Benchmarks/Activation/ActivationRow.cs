namespace Clearinghouse.Benchmarks.Activation;

/// <summary>One way to wake up.</summary>
/// <param name="Name">Which.</param>
/// <param name="FirstAnswerSeconds">From the first call to its answer, in seconds.</param>
/// <param name="OwedLegs">Legs that the market did not know to be confirmed at that moment.</param>
/// <param name="NothingOwedSeconds">From the first call until accounts had confirmed all of them, in seconds.</param>
internal sealed record ActivationRow(string Name, double FirstAnswerSeconds, int OwedLegs, double NothingOwedSeconds);
