using System.Runtime.CompilerServices;

namespace Clearinghouse.Cli.Tests.Acceptance;

/// <summary>Where the data beside the tests lie. The place of this file tells, since test programs may be built anywhere.</summary>
internal static class SourceTree
{
    /// <summary>The folder of recorded market data, or null where there is none.</summary>
    internal static string? RecordedDataFolder
    {
        get
        {
            var folder = Path.Combine(Root, "..", "shared", "data");
            return Directory.Exists(folder) ? folder : null;
        }
    }

    /// <summary>The repository's root: the nearest folder above with the solution in it.</summary>
    internal static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        for (var folder = Path.GetDirectoryName(thisFile); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Clearinghouse.sln"))) return folder;
        throw new DirectoryNotFoundException($"No folder above {thisFile} holds Clearinghouse.sln.");
    }
}
