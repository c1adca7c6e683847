using Clearinghouse.Cli;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C stops in order; a second one ends the process as usual.
    pressed.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
};
return await CommandLine.RunAsync(args, new CliOutput(Console.Out, Console.Error, !Console.IsErrorRedirected), interrupted.Token);
