using System.Globalization;
using System.Runtime.InteropServices;

namespace Clearinghouse.Benchmarks.Machine;

/// <summary>What a measurement was made on: without it figures say nothing.</summary>
/// <param name="Cores">Processors that the process may use.</param>
/// <param name="Cpu">The model's name.</param>
/// <param name="MemoryGiB">Memory, in GiB.</param>
/// <param name="Dotnet">The runtime.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="FsyncMs">Median time to write 4 KiB and have them on disk, in milliseconds.</param>
/// <param name="LoadBefore">Processes that wanted a core over the minute before; null where the system does not say. Near 0 on a quiet machine.</param>
internal sealed record MachineDescription(int Cores, string Cpu, double MemoryGiB, string Dotnet, string OperatingSystem, double FsyncMs, double? LoadBefore)
{
    /// <summary>This machine, now.</summary>
    /// <param name="folder">Where the databases will lie.</param>
    public static MachineDescription Describe(DirectoryInfo folder) => new(
        Environment.ProcessorCount,
        CpuModel(),
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        Math.Round(FsyncProbe.MedianMs(folder), 3),
        LoadAverage());

    private static string CpuModel()
    {
        const string Info = "/proc/cpuinfo";
        var named = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return named?[(named.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static double? LoadAverage()
    {
        const string Load = "/proc/loadavg";
        return File.Exists(Load) ? double.Parse(File.ReadAllText(Load).Split(' ')[0], CultureInfo.InvariantCulture) : null;
    }
}
