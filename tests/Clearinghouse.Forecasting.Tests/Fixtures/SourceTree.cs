using System.Runtime.CompilerServices;
using Clearinghouse.MarketData;
using Clearinghouse.MarketData.Files;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Fixtures;

/// <summary>Where the recorded market data lies. The place of this file tells, since test programs may be built anywhere.</summary>
internal static class SourceTree
{
    /// <summary>The repository's root: the nearest folder above with the solution in it.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Recorded bars; skips the test where the folder is not there.</summary>
    internal static BarSeries Recorded(string name)
    {
        var folder = Path.Combine(Root, "..", "shared", "data");
        Assert.SkipUnless(Directory.Exists(folder), "No folder shared/data stands beside the repository.");
        return BarFile.Read(Path.Combine(folder, name + ".csv.gz")).Series;
    }

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        for (var folder = Path.GetDirectoryName(thisFile); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Clearinghouse.sln"))) return folder;
        throw new DirectoryNotFoundException($"No folder above {thisFile} holds Clearinghouse.sln.");
    }
}
