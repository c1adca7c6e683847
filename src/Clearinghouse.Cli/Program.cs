using System.Runtime.InteropServices;
using Clearinghouse.Cli;

using var interrupted = new CancellationTokenSource();

// The first signal stops in order; a second one ends the process as usual.
void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return await CommandLine.RunAsync(args, new CliOutput(Console.Out, Console.Error, !Console.IsErrorRedirected), interrupted.Token);
