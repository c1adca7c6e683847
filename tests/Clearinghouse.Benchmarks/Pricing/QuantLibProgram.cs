using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Clearinghouse.Benchmarks.Pricing;

/// <summary>QuantLib's side: a small program, compiled here for this processor and run as a child process.</summary>
internal sealed class QuantLibProgram
{
    /// <summary>Doubles per option that <see cref="ReadValuesAsync"/> returns: QuantLib's price, delta, gamma and vega, and both parts of each reference.</summary>
    public const int ValuesPerOption = 12;

    private const string HowToInstall = "install both by: apt-get update && apt-get install g++ libquantlib0-dev";
    private readonly DirectoryInfo _folder;
    private readonly string _path;

    private QuantLibProgram(DirectoryInfo folder, string path) => (_folder, _path) = (folder, path);

    /// <summary>Compiles it; where that fails, says why instead.</summary>
    public static async Task<(QuantLibProgram? Program, string Says)> CompileAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "QuantLib", "black76.cpp");
        var target = Path.Combine(folder.FullName, "black76");
        try
        {
            await RunAsync("g++", ["-O3", "-march=native", "-std=gnu++17", source, "-o", target, "-lQuantLib", "-lquadmath"], cancellationToken);
            var version = await RunAsync(target, ["version"], cancellationToken);
            return (new QuantLibProgram(folder, target), version.Trim());
        }
        catch (Win32Exception)
        {
            return (null, $"QuantLib was not measured: no g++ here; {HowToInstall}");
        }
        catch (InvalidOperationException failed)
        {
            return (null, $"QuantLib was not measured: {failed.Message.Split('\n')[0]}; {HowToInstall}");
        }
    }

    /// <summary>Options per second, by name.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MeasureAsync(OptionColumns options, TimeSpan window, CancellationToken cancellationToken)
    {
        var printed = await RunAsync(_path, ["rates", Write(options), Text(options.Count), Text(window.TotalSeconds)], cancellationToken);
        return printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>Values and references, option after option.</summary>
    public async Task<double[]> ReadValuesAsync(OptionColumns options, CancellationToken cancellationToken)
    {
        var results = Path.Combine(_folder.FullName, "values");
        await RunAsync(_path, ["values", Write(options), Text(options.Count), results], cancellationToken);
        return MemoryMarshal.Cast<byte, double>(await File.ReadAllBytesAsync(results, cancellationToken)).ToArray();
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} failed: {await errors}");
    }

    private string Write(OptionColumns options)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "columns"));
        options.Write(file);
        return file.FullName;
    }
}
