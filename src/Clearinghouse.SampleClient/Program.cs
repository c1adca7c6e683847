using Clearinghouse.Client;
using Clearinghouse.Core.Commands;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Connects to a node (start one: dotnet run -c Release --project src/Clearinghouse.Silo), opens a market, clears one trade and prints both statements.
// Run it twice: every id stays the same, so the second run changes nothing and says so.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Critical);
builder.AddClearinghouseClient(options =>
{
    options.Principal = "sample";
    options.ConnectTimeoutSeconds = 5;
});
using var host = builder.Build();
try
{
    await host.StartAsync();
}
catch (Exception error) when (error is TimeoutException or Orleans.Runtime.Messaging.ConnectionFailedException or Orleans.Runtime.SiloUnavailableException)
{
    // Whoever runs the sample first forgot the node; anything else is an error to see.
    await Console.Error.WriteLineAsync("No node answers at 127.0.0.1:30000. Start one first: dotnet run -c Release --project src/Clearinghouse.Silo");
    return 5;
}

var client = host.Services.GetRequiredService<ClearinghouseClient>();
var market = client.Market("SAMPLE");
var (anna, ben) = (client.Account("anna"), client.Account("ben"));

Print("admit venue", await client.Pool("main").AdmitVenueAsync("sample-admit", "sample-venue"));
Print("open market", await market.ConfigureAsync("sample-open", "main"));
Print("list contract", await market.ListPerpetualAsync("sample-list", "SAMPLE-PERP", tick: 0.01m, lot: 0.1m));
Print("deposit anna", await anna.DepositAsync("sample-deposit", "main", 1_000m));
Print("deposit ben", await ben.DepositAsync("sample-deposit", "main", 1_000m));
Print("report price", await market.ReportPriceAsync("sample-price", DateTimeOffset.UtcNow, 100m));

var outcome = await market.ClearAsync("sample-venue", "sample-trade-1", sequence: 1, "SAMPLE-PERP", buyer: "anna", seller: "ben", price: 100.05m, quantity: 12m);
Console.WriteLine($"{"clear trade",-14} {outcome.Status} {outcome.Refusal}");

foreach (var account in (AccountClient[])[anna, ben])
{
    var statement = await account.GetStatementAsync();
    Console.WriteLine();
    Console.WriteLine($"{statement.Account}: deposits {statement.Deposits}, equity {statement.Margin?.Equity}, free {statement.Margin?.FreeCollateral}");
    foreach (var line in statement.Margin?.Lines ?? [])
        Console.WriteLine($"  {line.Contract}: {line.Quantity} at mark {line.MarkPrice}, unrealised {line.Unrealised}, initial margin {line.InitialMargin}");
}

await host.StopAsync();
return outcome.IsCleared ? 0 : 3;

static void Print(string what, CommandOutcome outcome) => Console.WriteLine($"{what,-14} {outcome.Status} {outcome.Refusal}");
