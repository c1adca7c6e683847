using System.Diagnostics;
using System.Management.Automation.Language;
using Clearinghouse.Cli.Tests.Commands;
using Xunit;

namespace Clearinghouse.Cli.Tests.Repository;

/// <summary>ml-models/retrain.sh and retrain.ps1 are the same thin command. The first is run; the second is parsed, since PowerShell need not be installed.</summary>
public sealed class RetrainScriptTests : IDisposable
{
    private const int BarsPerDay = 48;

    private static readonly string Shell = Path.Combine(RepositoryFiles.Root, "ml-models", "retrain.sh");

    private readonly BarsOnDisk _bars = new();

    public void Dispose() => _bars.Dispose();

    [Fact]
    public void Both_TrainByTheSameCommand()
    {
        var script = Parser.ParseFile(Path.ChangeExtension(Shell, ".ps1"), out _, out var errors);

        Assert.Empty(errors);
        Assert.Contains("'model', 'train'", script.Extent.Text, StringComparison.Ordinal);
        foreach (var text in new[] { script.Extent.Text, File.ReadAllText(Shell) })
        {
            Assert.Contains("--registry", text, StringComparison.Ordinal);
            Assert.Contains("dotnet run -c Release --project", text, StringComparison.Ordinal);
            Assert.Contains("CLEARINGHOUSE", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RetrainSh_TrainsAVersionWithItsCardAndReport()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "retrain.sh needs a POSIX shell; Windows has retrain.ps1.");
        var (bars, registry) = (_bars.Write("btc.csv", 160 * BarsPerDay, 100), _bars.Path("models"));
        var start = new ProcessStartInfo(Shell) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "--bars", $"BTC={bars}", "--registry", registry, "--warm-up-days", "100", "--hold-out-days", "30" }) start.ArgumentList.Add(argument);
        start.Environment["CLEARINGHOUSE"] = Path.Combine(AppContext.BaseDirectory, "clearinghouse");

        using var process = Process.Start(start)!;
        var (talk, data) = (process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (process.ExitCode, await talk));
        Assert.StartsWith("log-har-x-pooled", await data, StringComparison.Ordinal);
        var report = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(registry, "report.html", SearchOption.AllDirectories)), TestContext.Current.CancellationToken);
        Assert.Contains("<svg", report, StringComparison.Ordinal);
        foreach (var outside in new[] { "<script", "<link", "src=", "@import", "url(http" }) Assert.DoesNotContain(outside, report, StringComparison.OrdinalIgnoreCase);
    }
}
