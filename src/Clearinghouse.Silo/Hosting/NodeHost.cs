using Clearinghouse.Silo.Demo;
using Clearinghouse.Silo.Health;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Silo.Hosting;

/// <summary>The node as a program.</summary>
public static class NodeHost
{
    private const string DemoSwitch = "--demo";

    /// <summary>
    /// Runs a node until it is told to stop. Configuration comes from appsettings.json, the environment (<c>Clearinghouse__Node__SiloPort</c>) and arguments
    /// (<c>--Clearinghouse:Node:SiloPort 11112</c>); <c>--demo</c> adds two venues that trade.
    /// </summary>
    /// <returns>0 after a graceful stop, 2 for a wrong configuration, 5 for something that may pass, 1 for a bug.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var app = Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception error) when (StartupFailure.Explain(error) is { } known)
        {
            await Console.Error.WriteLineAsync($"clearinghouse node: {known.Message}");
            return known.ExitCode;
        }
    }

    /// <summary>The node, ready to run.</summary>
    public static WebApplication Build(string[] args)
    {
        var isDemo = args.Contains(DemoSwitch, StringComparer.Ordinal);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. args.Where(argument => !string.Equals(argument, DemoSwitch, StringComparison.Ordinal))],
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (isDemo) builder.Configuration["Clearinghouse:Demo:Enabled"] = "true";
        var demo = ConfiguredOptions.Read<DemoOptions>(builder.Configuration, DemoOptions.SectionName);
        builder.Services.AddSingleton(Options.Create(demo));

        var node = ConfiguredOptions.Read<NodeOptions>(builder.Configuration, NodeOptions.SectionName);
        builder.WebHost.UseUrls($"http://{node.Address}:{node.HttpPort}");
        builder.AddClearinghouseSilo();
        builder.Services.AddClearinghouseHealth();
        if (demo.Enabled)
        {
            // A person is looking: only what went wrong interrupts the demo's own lines.
            builder.Configuration["Logging:Console:FormatterName"] = "simple";
            builder.Configuration["Logging:LogLevel:Default"] = "Warning";
            builder.Configuration["Logging:LogLevel:Orleans"] = "Error";
            builder.Services.AddHostedService<DemoTrading>();
        }

        var app = builder.Build();
        app.MapClearinghouseHealth();
        return app;
    }
}
