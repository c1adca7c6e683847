using Clearinghouse.Cli.Verification;
using Spectre.Console;

namespace Clearinghouse.Cli.Replay;

/// <summary>Runs replays, and shows how far they are where somebody watches.</summary>
internal static class ReplayRunner
{
    /// <summary>One replay.</summary>
    public static async Task<(ReplayReport Report, VerificationReport Verification)> RunAsync(ReplayOptions options, CliOutput output, CancellationToken cancellation)
    {
        if (!output.IsTerminal) return await new ReplaySession(options, _ => { }).RunAsync(cancellation);
        return await output.TalkConsole().Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("replay", maxValue: 1);
                return await new ReplaySession(options, share => task.Value = share).RunAsync(cancellation);
            });
    }

    /// <summary>The same with fixed rates and with rates that follow forecasts, one after the other, so that neither slows the other down; and the first verification that failed, or else the last.</summary>
    public static async Task<(ReplayComparison Comparison, VerificationReport Verification)> CompareAsync(ReplayOptions options, CliOutput output, CancellationToken cancellation)
    {
        var (fixedRates, fixedVerification) = await RunAsync(options with { Parameters = ReplayParameters.Static }, output, cancellation);
        var (adaptive, verification) = await RunAsync(options with { Parameters = ReplayParameters.Adaptive }, output, cancellation);
        return (new ReplayComparison(fixedRates, adaptive), fixedVerification.Holds ? verification : fixedVerification);
    }
}
