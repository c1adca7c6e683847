using System.CommandLine;
using System.Globalization;
using Clearinghouse.Simulation;
using Clearinghouse.Simulation.Audit;
using Clearinghouse.Simulation.Nodes;

var seed = new Option<int>("--seed") { Description = "Runs one seed" };
var seeds = new Option<string?>("--seeds") { Description = "Runs a range of seeds, such as 1..1000", HelpName = "FIRST..LAST" };
var commands = new Option<int>("--commands") { Description = "Commands that clients send", DefaultValueFactory = _ => new SimulationOptions(0).Commands };
var sabotage = new Option<Sabotage>("--sabotage") { Description = "A deliberate mistake that the auditor should find", DefaultValueFactory = _ => Sabotage.None };
var trace = new Option<bool>("--trace") { Description = "Prints everything that happens" };
var root = new RootCommand(
    """
    Runs the clearing protocol in a seeded world of lost, repeated, delayed and overtaken messages, deaths and second activations, and audits it. Exit 1 at the first seed that fails.

    Examples:
      dotnet run --project tests/Clearinghouse.Simulation -- --seed 7 --trace
      dotnet run -c Release --project tests/Clearinghouse.Simulation -- --seeds 1..10000
    """)
{
    seed, seeds, commands, sabotage, trace,
};
seeds.Validators.Add(result =>
{
    if (Range(result.GetValueOrDefault<string?>()) is null) result.AddError("--seeds must be a range such as 1..1000.");
});
root.SetAction(parsed =>
{
    var auctions = AuctionTally.None;
    var (first, last) = Range(parsed.GetValue(seeds)) ?? (parsed.GetValue(seed), parsed.GetValue(seed));
    for (var next = first; next <= last; next++)
    {
        try
        {
            var report = Simulator.Run(new SimulationOptions(next, parsed.GetValue(commands), parsed.GetValue(sabotage)));
            auctions += report.Auctions;
            if (parsed.GetValue(trace)) Console.Out.Write(report.Trace);
            Console.Out.WriteLine($"seed {next}: {report.Trades} trades, {report.Defaults} defaults, {report.Acknowledged} acknowledged, {report.Refused} refused, {report.Deaths} deaths in {report.Ticks} s, trace {report.TraceHash[..12]}");
        }
        catch (SimulationFailureException failure)
        {
            if (parsed.GetValue(trace)) Console.Out.Write(failure.Trace);
            Console.Error.WriteLine($"seed {next} failed: {failure.Message}");
            return 1;
        }
    }

    Console.Out.WriteLine(auctions);
    return 0;
});
return root.Parse(args).Invoke();

static (int First, int Last)? Range(string? text)
{
    var ends = text?.Split("..") ?? [];
    return ends.Length == 2
        && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        && first <= last
        ? (first, last)
        : null;
}
